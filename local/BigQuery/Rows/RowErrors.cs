using NextCode.Attempts.Local.BigQuery.Rest;

namespace NextCode.Attempts.Local.BigQuery.Rows;

/// <summary>Collects the reasons to refuse one row, in the API's words.</summary>
internal sealed class RowErrors(bool ignoreUnknownValues)
{
    private List<ErrorProto>? _found;

    public IReadOnlyList<ErrorProto> Found => _found ?? (IReadOnlyList<ErrorProto>)[];

    public void Add(string path, string message) => (_found ??= []).Add(new ErrorProto("invalid", path, "", message));

    public void AddMissing(string path) => Add(path, $"Missing required field: {path}.");

    public void AddUnknown(string path)
    {
        if (!ignoreUnknownValues)
        {
            Add(path, $"no such field: {path}.");
        }
    }
}
