using System.Text;

namespace NextCode.Attempts.Local.Hosting;

/// <summary>What is printed at the start: where things are, what to try, how to read it back.</summary>
internal static class StartScreen
{
    public static string Show(LocalHost host, int trafficPerSecond)
    {
        var text = new StringBuilder();
        text.AppendLine();
        Line(text, "API", host.Api, "");
        Line(text, "consumer", host.Consumer, "takes pushes from anybody on this machine; dead letters: /admin/");
        Line(text, "Pub/Sub", host.PubSub, $"PUBSUB_EMULATOR_HOST={host.PubSubHost}");
        Line(text, "BigQuery", host.BigQuery, $"BIGQUERY_EMULATOR_HOST={host.BigQueryHost}");
        text.AppendLine($"  {"state", -10} {host.DataDirectory}");
        if (trafficPerSecond > 0)
        {
            text.AppendLine($"  {"traffic", -10} {trafficPerSecond} attempts a second");
        }

        if (host.Api is { } api)
        {
            text.AppendLine().AppendLine("Sign somebody up (the second time the email is taken):").AppendLine();
            text.AppendLine(Examples.Indent(Examples.Signup(api)));
        }

        if (host.Api is not null || host.BigQuery is not null)
        {
            text.AppendLine().AppendLine("Read the rows back:").AppendLine();
            text.AppendLine(Examples.Indent(Examples.Query(host.BigQueryHost)));
        }

        return text.ToString();
    }

    private static void Line(StringBuilder text, string name, Uri? address, string note)
    {
        if (address is not null)
        {
            text.AppendLine($"  {name, -10} http://{address.Authority, -21} {note}".TrimEnd());
        }
    }
}
