using System.Text;
using Microsoft.AspNetCore.Http;
using NextCode.Attempts.Consumer.DeadLetters;
using NextCode.Attempts.Consumer.Ingest.Push;

namespace NextCode.Attempts.Consumer.Tests.Ingest.Push;

/// <summary>
/// Every form of delivery and every kind of bad input, as files: headers, an empty line, the body; what is expected of
/// it stands in the comment lines at the top.
/// </summary>
internal sealed class DeliveryReaderTests
{
    private static string Folder => Path.Combine(TestContext.CurrentContext.TestDirectory, "Ingest/Push/Deliveries");

    public static IEnumerable<TestCaseData> Files() =>
        Directory
            .EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Ingest/Push/Deliveries"), "*.http")
            .Order(StringComparer.Ordinal)
            .Select(static path =>
                new TestCaseData(Path.GetFileName(path)).SetArgDisplayNames(Path.GetFileNameWithoutExtension(path))
            );

    [TestCaseSource(nameof(Files))]
    public async Task A_delivery_is_read_as_its_file_says(string file)
    {
        var request = await DeliveryFile.ReadAsync(Path.Combine(Folder, file));
        var headers = new HeaderDictionary();
        foreach (var (name, value) in request.Headers)
        {
            headers[name] = value;
        }

        var delivery = DeliveryReader.Read(headers, request.Body);
        var message = delivery.Message.Message;
        var actual = new Dictionary<string, string?>
        {
            ["form"] = delivery.Form.ToString(),
            ["reason"] = delivery.Rejection?.Reason.ToWireName(),
            ["detail"] = delivery.Rejection?.Detail,
            ["data"] = Encoding.UTF8.GetString(message.Data.Span),
            ["subscription"] = delivery.Message.Subscription,
            ["deliveryAttempt"] = delivery.Message.DeliveryAttempt?.ToString(),
            ["messageId"] = message.MessageId,
            ["publishTime"] = message.PublishTime,
            ["orderingKey"] = message.OrderingKey,
            ["attributes"] = string.Join(
                ' ',
                message
                    .Attributes.OrderBy(static attribute => attribute.Key, StringComparer.Ordinal)
                    .Select(static attribute => $"{attribute.Key}={attribute.Value}")
            ),
        };

        using var scope = Assert.EnterMultipleScope();
        Assert.That(request.Expected, Does.ContainKey("form"));
        foreach (var (name, expected) in request.Expected)
        {
            Assert.That(actual[name] ?? "", Is.EqualTo(expected), name);
        }

        Assert.That(delivery.Rejection is null, Is.EqualTo(!request.Expected.ContainsKey("reason")));
    }
}
