using NextCode.Attempts.Local.PubSub.Wire;

namespace NextCode.Attempts.Local.PubSub.Resources;

/// <summary>Cuts a list by name into pages; the token is the name the next page begins with.</summary>
internal static class Paging
{
    /// <summary>The largest page, which is also the default.</summary>
    public const int MaxSize = 1000;

    /// <exception cref="ApiException">The page size is negative.</exception>
    public static (IReadOnlyList<T>? Items, string? NextPageToken) Page<T>(
        IEnumerable<T> items,
        Func<T, string> name,
        int size,
        string? token
    )
    {
        if (size < 0)
        {
            throw ApiException.InvalidArgument($"Invalid pageSize: {size} is negative.");
        }
        var limit = size == 0 ? MaxSize : Math.Min(size, MaxSize);
        var sorted = items
            .OrderBy(name, StringComparer.Ordinal)
            .SkipWhile(item => token is not null && string.CompareOrdinal(name(item), token) < 0)
            .Take(limit + 1)
            .ToList();
        var next = sorted.Count > limit ? name(sorted[limit]) : null;
        var page = sorted[..Math.Min(limit, sorted.Count)];
        return (page.Count == 0 ? null : page, next);
    }
}
