using Microsoft.Extensions.Options;
using NextCode.Attempts.Consumer.Admin;

namespace NextCode.Attempts.Consumer;

/// <summary>Checks the settings at start and names every one that is wrong.</summary>
internal sealed class ConsumerOptionsValidator : IValidateOptions<ConsumerOptions>
{
    private const int MinBodyBytes = 1024;
    private const int MaxBodyBytes = 64 * 1024 * 1024;
    private static readonly TimeSpan OneMinute = TimeSpan.FromMinutes(1);

    public ValidateOptionsResult Validate(string? name, ConsumerOptions options)
    {
        var failures = new List<string>();
        Require(options.ProjectId, nameof(options.ProjectId));
        Require(options.Dataset, nameof(options.Dataset));
        Require(options.Table, nameof(options.Table));
        Require(options.DeadLetterTopic, nameof(options.DeadLetterTopic));
        Require(options.DeadLetterSubscription, nameof(options.DeadLetterSubscription));
        Require(options.Topic, nameof(options.Topic));
        Within(options.MaxBodyBytes, MinBodyBytes, MaxBodyBytes, nameof(options.MaxBodyBytes));
        Within(options.PushDeadline, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10), nameof(options.PushDeadline));
        Within(options.MaxHeldMessages, 1, 100_000, nameof(options.MaxHeldMessages));
        Within(options.MaxHeldBytes, options.MaxBodyBytes, long.MaxValue, nameof(options.MaxHeldBytes));
        Within(options.InsertCalls, 1, 64, nameof(options.InsertCalls));
        Within(options.InsertBackoff, TimeSpan.FromMilliseconds(1), OneMinute, nameof(options.InsertBackoff));
        Within(options.OutageBreak, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10), nameof(options.OutageBreak));
        Within(options.MaxOutstanding, 1, 10_000, nameof(options.MaxOutstanding));
        Within(options.CheckInterval, TimeSpan.FromSeconds(10), TimeSpan.FromDays(1), nameof(options.CheckInterval));
        if (options.Mode is DeliveryMode.Pull)
        {
            Require(options.Subscription, nameof(options.Subscription));
        }

        var asn = options.Asn;
        Within(asn.RefreshInterval, OneMinute, TimeSpan.FromDays(30), "Asn:RefreshInterval");
        if (!asn.IsSourceReadable)
        {
            failures.Add(
                $"{ConsumerOptions.Section}:Asn:Source is {asn.Source}; it must be a path, gs://BUCKET/OBJECT or https."
            );
        }

        Within(asn.ServiceTimeout, TimeSpan.FromMilliseconds(10), TimeSpan.FromSeconds(5), "Asn:ServiceTimeout");
        Within(asn.ServiceCacheSize, 1, 10_000_000, "Asn:ServiceCacheSize");
        if (!asn.IsServiceAddress)
        {
            failures.Add(
                $"{ConsumerOptions.Section}:Asn:Service is {asn.Service}; it must be an http or https address."
            );
        }

        if (asn.Service.Length > 0 && asn.Source.Length > 0)
        {
            failures.Add($"{ConsumerOptions.Section}:Asn has both Source and Service; only one of them can answer.");
        }

        if (options.Oidc.IsOn && (options.Oidc.Audiences.Count == 0 || options.Oidc.Emails.Count == 0))
        {
            failures.Add(
                $"{ConsumerOptions.Section}:Oidc needs both Audiences and Emails: either alone lets anybody's token in."
            );
        }

        failures.AddRange(AdminOptionsCheck.Failures(options.Admin));
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);

        void Require(string value, string setting)
        {
            if (string.IsNullOrWhiteSpace(value))
            {
                failures.Add($"{ConsumerOptions.Section}:{setting} is missing.");
            }
        }

        void Within<T>(T value, T least, T most, string setting)
            where T : IComparable<T>
        {
            if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
            {
                failures.Add($"{ConsumerOptions.Section}:{setting} is {value}; it must be {least} to {most}.");
            }
        }
    }
}
