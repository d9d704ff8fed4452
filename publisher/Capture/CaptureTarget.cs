namespace NextCode.Attempts.Publisher.Capture;

/// <summary>What a captured request is.</summary>
/// <param name="Action">What it tries to do.</param>
/// <param name="Operation">The route, with the method: <c>POST /client/Create</c>.</param>
/// <param name="IsGraphQL">Whether its root fields say what it is; <paramref name="Action"/> means nothing then.</param>
internal sealed record CaptureTarget(AttemptAction Action, string Operation, bool IsGraphQL = false);
