using System.Text.Json;

namespace NextCode.Attempts.Consumer.Admin;

/// <summary>How the admin API writes and reads JSON.</summary>
internal static class AdminJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web) { WriteIndented = false };
}
