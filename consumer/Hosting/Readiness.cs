namespace NextCode.Attempts.Consumer.Hosting;

/// <summary>What keeps the service from doing its work, for <c>/readyz</c>.</summary>
internal sealed class Readiness
{
    private volatile IReadOnlyList<string> _problems = ["the first look at table and topic is not done yet"];

    public IReadOnlyList<string> Problems
    {
        get => _problems;
        set => _problems = value;
    }

    public IResult ToResult()
    {
        var problems = _problems;
        return problems.Count == 0
            ? Results.Text("ready")
            : Results.Json(new { problems }, statusCode: StatusCodes.Status503ServiceUnavailable);
    }
}
