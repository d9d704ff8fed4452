using NextCode.Attempts.Publisher.Capture.Outcome;

namespace NextCode.Attempts.Publisher.Capture;

/// <summary>Which attempt of a request: a request of GraphQL can hold several.</summary>
/// <param name="AttemptId">The event's id.</param>
/// <param name="Action">What it tries to do.</param>
/// <param name="Operation">The route, or the root field and the operation's name.</param>
/// <param name="Said">What the handler said of it.</param>
internal sealed record AttemptHead(string AttemptId, AttemptAction Action, string Operation, AttemptStatement? Said);
