using System.Text;

namespace NextCode.Attempts.Deployment.Tests.Commands;

/// <summary>One command as it stands in a document or a script: its words, as a shell would split them.</summary>
internal sealed record CommandLine(string Source, IReadOnlyList<string> Words)
{
    private static readonly string[] Tools = ["gcloud", "bq", "terraform"];
    private static readonly string[] Keywords = ["if", "!", "then", "do", "else", "while", "until"];

    public string Tool => Words[0];

    /// <summary>The flags without their values, such as <c>--limit</c>.</summary>
    public IEnumerable<string> Flags =>
        Words.Where(word => word.StartsWith('-') && word.Length > 1).Select(word => word.Split('=')[0]);

    public override string ToString() => $"{Source}: {string.Join(' ', Words)}";

    /// <summary>The commands of our tools in a shell text: also behind <c>$(</c>, <c>|</c>, <c>if !</c> and the like.</summary>
    public static IEnumerable<CommandLine> In(string source, string shell)
    {
        foreach (var words in Split(shell.Replace("\\\n", " ", StringComparison.Ordinal)))
        {
            var command = words.SkipWhile(Keywords.Contains).ToList();
            if (command.Count > 0 && Tools.Contains(command[0]))
            {
                yield return new CommandLine(source, command);
            }
        }
    }

    private static IEnumerable<List<string>> Split(string shell)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var quote = '\0';
        var comment = false;

        foreach (var c in shell + "\n")
        {
            if (comment && c != '\n')
            {
                continue;
            }

            comment = c == '#' && quote == '\0' && word.Length == 0;
            if (comment)
            {
                continue;
            }

            if (quote != '\0')
            {
                quote = c == quote ? '\0' : quote;
                word.Append(c == quote || quote == '\0' ? "" : c.ToString());
            }
            else if (c is '\'' or '"')
            {
                quote = c;
            }
            else if (c is ' ' or '\n' or '|' or ';' or '&' or '(' or ')' or '`' or '<' or '>')
            {
                if (word.Length > 0)
                {
                    words.Add(word.ToString());
                    word.Clear();
                }

                if (c is not ' ')
                {
                    yield return words;
                    words = [];
                }
            }
            else
            {
                word.Append(c);
            }
        }
    }
}
