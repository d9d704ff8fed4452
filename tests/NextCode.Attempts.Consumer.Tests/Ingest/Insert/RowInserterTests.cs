using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NextCode.Attempts.Consumer.Ingest;
using NextCode.Attempts.Consumer.Ingest.Insert;
using NextCode.Attempts.Consumer.Ingest.Rows;
using NextCode.Attempts.Consumer.Telemetry;
using NextCode.Attempts.Consumer.Tests.Fakes;
using NextCode.Attempts.Google;
using NextCode.Attempts.Google.BigQuery;

namespace NextCode.Attempts.Consumer.Tests.Ingest.Insert;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class RowInserterTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly FakeTable _table = new();
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();

    public void Dispose() => _services.Dispose();

    [Test]
    public async Task One_poison_row_among_ten_thousand_is_refused_alone_at_the_cost_of_two_more_calls()
    {
        var inserter = Create();
        var first = HoldFirstCall();
        _table.Refuse = static row => row.InsertId is "5000" ? new RowError(0, "invalid", "duration", "secret") : null;
        var verdicts = Enumerable.Range(0, 10_000).Select(id => Insert(inserter, id)).ToList();
        first.SetResult();
        var settled = await Task.WhenAll(verdicts);

        var withoutPoison = 1 + (int)Math.Ceiling(9_999 / 500.0);
        using var scope = Assert.EnterMultipleScope();
        Assert.That(settled[5000].Kind, Is.EqualTo(RowVerdictKind.Refused));
        Assert.That(settled.Count(static verdict => verdict.Kind is RowVerdictKind.Accepted), Is.EqualTo(9_999));
        Assert.That(_table.Rows.Select(static row => row.InsertId).Distinct().Count(), Is.EqualTo(9_999));
        Assert.That(_table.Calls, Has.Count.LessThanOrEqualTo(withoutPoison + 2));
    }

    [TestCase("backendError")]
    [TestCase("stopped")]
    public async Task Rows_held_back_for_a_passing_reason_are_sent_again(string reason)
    {
        var failures = 2;
        _table.Refuse = _ => failures-- > 0 ? new RowError(0, reason, null, null) : null;

        Assert.That((await Insert(Create(), 1)).Kind, Is.EqualTo(RowVerdictKind.Accepted));
        Assert.That(_table.Calls, Has.Count.EqualTo(3));
    }

    [Test]
    public async Task A_call_that_fails_for_a_passing_reason_is_made_again_before_the_deadline()
    {
        var failures = 3;
        _table.Before = (_, _) =>
            failures-- > 0
                ? throw FakeTable.Failure(GoogleErrorKind.Transient, 503, "backendError")
                : Task.CompletedTask;

        Assert.That((await Insert(Create(), 1)).Kind, Is.EqualTo(RowVerdictKind.Accepted));
        Assert.That(_table.Calls, Has.Count.EqualTo(4));
    }

    [TestCase(403, "accessDenied", GoogleErrorKind.Permanent)]
    [TestCase(404, "notFound", GoogleErrorKind.Permanent)]
    [TestCase(403, "quotaExceeded", GoogleErrorKind.Throttled)]
    public async Task A_call_that_will_fail_again_is_not_repeated_and_the_row_is_kept(
        int status,
        string reason,
        GoogleErrorKind kind
    )
    {
        _table.Before = (_, _) => throw FakeTable.Failure(kind, status, reason);

        Assert.That((await Insert(Create(), 1)).Kind, Is.EqualTo(RowVerdictKind.Unavailable));
        Assert.That(_table.Calls, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_request_that_is_too_large_is_split_until_the_row_that_is_too_large_stands_alone()
    {
        var inserter = Create(calls: 1);
        var first = HoldFirstCall();
        var before = _table.Before;
        _table.Before = async (rows, cancellation) =>
        {
            await before(rows, cancellation);
            if (rows.Any(static row => row.InsertId is "3"))
            {
                throw FakeTable.Failure(GoogleErrorKind.Permanent, 413, "uploadTooLarge");
            }
        };
        var verdicts = Enumerable.Range(0, 9).Select(id => Insert(inserter, id)).ToList();
        first.SetResult();
        var settled = await Task.WhenAll(verdicts);

        Assert.That(settled[3].Kind, Is.EqualTo(RowVerdictKind.TooLarge));
        Assert.That(_table.Rows, Has.Count.EqualTo(8));
    }

    [Test]
    public async Task A_request_called_invalid_is_split_and_the_row_behind_it_kept_for_later()
    {
        var inserter = Create(calls: 1);
        var first = HoldFirstCall();
        var before = _table.Before;
        _table.Before = async (rows, cancellation) =>
        {
            await before(rows, cancellation);
            if (rows.Any(static row => row.InsertId is "3"))
            {
                throw FakeTable.Failure(GoogleErrorKind.Permanent, 400, "invalid");
            }
        };
        var verdicts = Enumerable.Range(0, 9).Select(id => Insert(inserter, id)).ToList();
        first.SetResult();
        var settled = await Task.WhenAll(verdicts);

        Assert.That(settled[3].Kind, Is.EqualTo(RowVerdictKind.Unavailable));
        Assert.That(_table.Rows, Has.Count.EqualTo(8));
    }

    [Test]
    public async Task During_an_outage_no_call_is_made_until_the_break_is_over()
    {
        var clock = new ManualTime();
        var inserter = Create(timeProvider: clock);
        _table.Before = (_, _) => throw FakeTable.Failure(GoogleErrorKind.Permanent, 403, "accessDenied");
        for (var id = 0; id < 10; id++)
        {
            Assert.That((await Insert(inserter, id)).Kind, Is.EqualTo(RowVerdictKind.Unavailable));
        }

        var calls = _table.Calls.Count;
        _table.Before = static (_, _) => Task.CompletedTask;
        var early = await Insert(inserter, 11);
        clock.Advance(TimeSpan.FromSeconds(3.1));
        var late = await Insert(inserter, 12);

        using var scope = Assert.EnterMultipleScope();
        Assert.That(calls, Is.LessThan(10));
        Assert.That(early.Kind, Is.EqualTo(RowVerdictKind.Unavailable));
        Assert.That(late.Kind, Is.EqualTo(RowVerdictKind.Accepted));
    }

    [Test]
    public async Task A_row_whose_push_gave_up_while_it_waited_is_not_sent()
    {
        var inserter = Create(calls: 1);
        var first = HoldFirstCall();
        var sent = Insert(inserter, 1);
        Assert.That((await Insert(inserter, 2, TimeSpan.Zero)).Kind, Is.EqualTo(RowVerdictKind.Unavailable));
        first.SetResult();
        await sent;
        await Insert(inserter, 3);

        Assert.That(_table.Rows.Select(static row => row.InsertId), Is.EqualTo(["1", "3"]));
    }

    [Test]
    public async Task A_column_that_the_table_lacks_is_told_by_name()
    {
        _table.Refuse = static _ => new RowError(0, "invalid", "brand", "no such field: brand.");

        var verdict = await Insert(Create(), 1);

        Assert.That(verdict.Kind, Is.EqualTo(RowVerdictKind.UnknownColumn));
        Assert.That(verdict.Column, Is.EqualTo("brand"));
    }

    [Test]
    public async Task A_row_larger_than_any_call_is_told_without_a_call()
    {
        var row = new Row("1", new byte[9_990_001], FixedTime.Noon, 0);

        var verdict = await Create().InsertAsync(row, new Deadline(TimeProvider.System, Patience));

        Assert.That(verdict.Kind, Is.EqualTo(RowVerdictKind.TooLarge));
        Assert.That(_table.Calls, Is.Empty);
    }

    private static Task<RowVerdict> Insert(RowInserter inserter, int id, TimeSpan? patience = null) =>
        inserter.InsertAsync(
            new Row($"{id}", Encoding.UTF8.GetBytes("{}"), FixedTime.Noon, 0),
            new Deadline(TimeProvider.System, patience ?? Patience)
        );

    private TaskCompletionSource HoldFirstCall()
    {
        var first = new TaskCompletionSource();
        _table.Before = (rows, _) => rows[0].InsertId is "0" or "1" ? first.Task : Task.CompletedTask;
        return first;
    }

    private RowInserter Create(int calls = 1, TimeProvider? timeProvider = null) =>
        new(
            _table,
            Options.Create(new ConsumerOptions { InsertCalls = calls, InsertBackoff = TimeSpan.FromMilliseconds(1) }),
            timeProvider ?? new FixedTime(),
            new ConsumerMetrics(_services.GetRequiredService<System.Diagnostics.Metrics.IMeterFactory>()),
            NullLogger<RowInserter>.Instance
        );
}
