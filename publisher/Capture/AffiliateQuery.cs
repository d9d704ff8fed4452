using System.Text;
using System.Text.Json;
using NextCode.Attempts.Publisher.Capture.Fields;
using NextCode.Attempts.Publisher.Capture.Json;

namespace NextCode.Attempts.Publisher.Capture;

/// <summary>Affiliate data that came in the URL, as links bring it: <c>aff_id</c>, <c>promo_id</c>, <c>click_id</c>.</summary>
internal static class AffiliateQuery
{
    private static readonly string[] Names = ["aff_id", "promo_id", "click_id"];

    /// <returns>JSON; null where the body has affiliate data, or the query has none.</returns>
    public static string? Of(CaptureSession session, Workspace workspace)
    {
        if (
            workspace.Columns.IsSet(Columns.AffData)
            || session.Facts.RawQuery is not { Length: > 1 } query
            || !query.Contains("_id=", StringComparison.OrdinalIgnoreCase)
            || !Array.Exists(Names, name => query.Contains(name, StringComparison.OrdinalIgnoreCase))
        )
        {
            return null;
        }

        var parameters = session.Context.Request.Query;
        var buffer = workspace.RentScratch();
        using var writer = new Utf8JsonWriter(buffer, JsonText.Writer);
        writer.WriteStartObject();
        var any = false;
        foreach (var name in Names)
        {
            if (parameters.TryGetValue(name, out var value) && value.Count > 0)
            {
                writer.WriteString(name, session.Settings.Redactor.RedactText(value[0], workspace));
                any = true;
            }
        }

        writer.WriteEndObject();
        writer.Flush();
        var json = any ? Encoding.UTF8.GetString(buffer.Written) : null;
        workspace.ReturnScratch(buffer);
        return json;
    }
}
