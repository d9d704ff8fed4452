namespace NextCode.Attempts.Consumer.Hosting;

/// <summary>What keeps the service from doing its work, for <c>/readyz</c>.</summary>
internal sealed class Readiness(IHostApplicationLifetime lifetime)
{
    private volatile IReadOnlyList<string> _problems = ["the first look at table and topic is not done yet"];

    private static readonly IReadOnlyList<string> Stopping = ["the service is stopping"];

    public IReadOnlyList<string> Problems
    {
        get => _problems;
        set => _problems = value;
    }

    public IResult ToResult()
    {
        var problems = lifetime.ApplicationStopping.IsCancellationRequested ? Stopping : _problems;
        return problems.Count == 0
            ? Results.Text("ready")
            : Results.Json(new { problems }, statusCode: StatusCodes.Status503ServiceUnavailable);
    }
}
