namespace NextCode.Attempts.Local.BigQuery.Rest;

/// <summary>Pages of lists; a token is the position of the first item that is left.</summary>
internal static class Paging
{
    public static (IReadOnlyList<T> Page, string? NextToken) Page<T>(HttpContext http, IEnumerable<T> items, int size)
    {
        var start = (int)Math.Min(http.QueryNumber("pageToken") ?? 0, int.MaxValue);
        var count = (int)Math.Clamp(http.QueryNumber("maxResults") ?? size, 1, size);
        var page = items.Skip(start).Take(count + 1).ToList();
        return page.Count > count ? (page[..count], $"{start + count}") : (page, null);
    }
}
