using Microsoft.Extensions.DependencyInjection;
using NextCode.Attempts.Consumer.Tests.Fakes;
using NextCode.Attempts.Google;
using NextCode.Attempts.Google.PubSub;

namespace NextCode.Attempts.Consumer.Tests.Ingest.Pull;

internal sealed class PullServiceTests
{
    [Test]
    public async Task Every_message_fetched_is_a_row_or_a_letter_before_it_is_acknowledged()
    {
        var subscription = new FakeSubscription { Expected = 500 };
        for (var number = 0; number < 500; number++)
        {
            subscription.Publish(Wrapped.Message($"e-{number}", number % 10 == 0 ? "[]" : "{}"));
        }

        await using var consumer = await StartAsync(subscription, ("Consumer:MaxOutstanding", "50"));
        await subscription.AllAcknowledged.Task;

        Assert.That(consumer.Table.Rows, Has.Count.EqualTo(450));
        Assert.That(consumer.DeadLetters.Messages, Has.Count.EqualTo(50));
    }

    [Test]
    public async Task What_is_neither_row_nor_letter_is_given_back_and_comes_again()
    {
        var subscription = new FakeSubscription { Expected = 1 };
        await using var consumer = await StartAsync(subscription);
        var calls = 0;
        consumer.Table.Before = (_, _) =>
            calls++ == 0 ? throw FakeTable.Failure(GoogleErrorKind.Permanent, 403, "accessDenied") : Task.CompletedTask;

        subscription.Publish(Wrapped.Message("e-1", "{}"));
        await subscription.AllAcknowledged.Task;

        Assert.That(subscription.GivenBack, Is.EqualTo(1));
        Assert.That(consumer.Table.Rows.Single().InsertId, Is.EqualTo("e-1"));
    }

    [Test]
    public async Task A_stop_sees_what_is_under_way_to_its_end()
    {
        var subscription = new FakeSubscription();
        var consumer = await StartAsync(subscription);
        var reached = new TaskCompletionSource();
        var insert = new TaskCompletionSource();
        consumer.Table.Before = (_, _) =>
        {
            reached.TrySetResult();
            return insert.Task;
        };
        subscription.Publish(Wrapped.Message("e-1", "{}"));
        await reached.Task;

        var stopped = consumer.StopAsync();
        Assert.That(subscription.Acknowledged, Is.Zero);
        insert.SetResult();
        await stopped;

        Assert.That(subscription.Acknowledged, Is.EqualTo(1));
        await consumer.DisposeAsync();
    }

    private static Task<RunningConsumer> StartAsync(
        FakeSubscription subscription,
        params (string Name, string Value)[] settings
    ) =>
        RunningConsumer.StartAsync(
            services => services.AddSingleton<ISubscription>(subscription),
            [("Consumer:Mode", "Pull"), .. settings]
        );
}
