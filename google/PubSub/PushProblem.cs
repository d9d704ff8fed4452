namespace NextCode.Attempts.Google.PubSub;

/// <summary>Why a body is no wrapped push.</summary>
/// <param name="Kind">For metrics and decisions.</param>
/// <param name="Detail">For people; has no value of the body.</param>
public sealed record PushProblem(PushProblemKind Kind, string Detail);

/// <summary>The ways in which a body is no wrapped push.</summary>
public enum PushProblemKind
{
    /// <summary>It is not JSON, or JSON of another shape.</summary>
    NotJson,

    /// <summary>The message's data are not base64.</summary>
    NotBase64,

    /// <summary>It is JSON without a message.</summary>
    NoMessage,
}
