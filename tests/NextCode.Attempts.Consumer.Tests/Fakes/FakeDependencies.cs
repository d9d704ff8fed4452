using NextCode.Attempts.Consumer.Hosting;

namespace NextCode.Attempts.Consumer.Tests.Fakes;

internal sealed class FakeDependencies : IDependencies
{
    public IReadOnlyList<string> Missing { get; set; } = [];

    public Task<IReadOnlyList<string>> FindMissingAsync(CancellationToken cancellationToken) =>
        Task.FromResult(Missing);
}
