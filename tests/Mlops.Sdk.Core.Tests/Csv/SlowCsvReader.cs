using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Mlops.Sdk.Tests;

/// <summary>The rules of CSV reading once more, one character and one value at a time.</summary>
internal static partial class SlowCsvReader
{
    private static readonly string[] Hard = ["", "NA", "N/A", "n/a", "#N/A", "NaN", "nan", "NULL", "null", "?"];
    private static readonly string[] Soft = ["None", "none", "-", "--", "."];

    internal readonly record struct Cell(string Text, bool Quoted)
    {
        public bool IsMissing => !Quoted && Hard.Contains(Text);

        public bool IsMissingInNumbers => Hard.Contains(Text) || Soft.Contains(Text) || Text.Length == 0;
    }

    public static Dataset Read(string text)
    {
        List<List<Cell>> records = Records(text);
        return new Dataset(records[0].Select((name, i) => Infer(name.Text, [.. records.Skip(1).Select(record => record[i])])));
    }

    private static List<List<Cell>> Records(string text)
    {
        var records = new List<List<Cell>>();
        var record = new List<Cell>();
        int at = 0;
        while (at < text.Length)
        {
            int begin = at;
            while (begin < text.Length && text[begin] is ' ' or '\t') begin++;
            if (begin < text.Length && text[begin] == '"')
            {
                var value = new StringBuilder();
                for (at = begin + 1; text[at] != '"' || (at + 1 < text.Length && text[at + 1] == '"'); at++)
                {
                    if (text[at] == '"') at++;
                    value.Append(text[at]);
                }

                record.Add(new Cell(value.ToString(), true));
                at++;
                while (at < text.Length && text[at] is ' ' or '\t') at++;
            }
            else
            {
                at = begin;
                while (at < text.Length && text[at] is not (',' or '\r' or '\n')) at++;
                record.Add(new Cell(text[begin..at].TrimEnd(' ', '\t'), false));
            }

            bool ends = at == text.Length || text[at] != ',';
            at++;
            if (!ends && at == text.Length) record.Add(new Cell("", false));
            if (!ends && at < text.Length) continue;
            if (record is not [{ Text: "", Quoted: false }]) records.Add(record);
            record = [];
        }

        return records;
    }

    private static Column Infer(string name, Cell[] cells)
    {
        Cell[] numeric = [.. cells.Where(cell => !cell.IsMissingInNumbers)];
        if (numeric.Length > 0)
        {
            if (numeric.All(cell => IsInteger(cell.Text)))
                return new IntegerColumn(name, Array.ConvertAll(cells, cell => cell.IsMissingInNumbers ? 0 : long.Parse(cell.Text, CultureInfo.InvariantCulture)), Mask(cells));
            if (numeric.All(cell => IsNumber(cell.Text)) && numeric.Any(cell => cell.Text == "-0" || !Whole().IsMatch(cell.Text)))
                return new NumberColumn(name, Array.ConvertAll(cells, cell => cell.IsMissingInNumbers ? double.NaN : Parse(cell.Text)));
            if (numeric.All(cell => IsTime(cell.Text)))
                return new TimestampColumn(name, Array.ConvertAll(cells, cell => cell.IsMissingInNumbers ? 0 : DateTime.Parse(cell.Text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal).Ticks), Mask(cells));
        }

        string?[] values = Array.ConvertAll(cells, cell => cell.IsMissing ? null : cell.Text);
        string[] levels = [.. values.OfType<string>().Distinct()];
        if (levels.Length > 0 && (levels.All(l => l.ToUpperInvariant() is "TRUE" or "FALSE") || levels.All(l => l.ToUpperInvariant() is "YES" or "NO")))
            return new FlagColumn(name, Array.ConvertAll(values, v => v?.ToUpperInvariant() is "TRUE" or "YES"), MissingMask.Create(cells.Length, row => values[row] is null));
        bool category = levels.Length > 0 && levels.Max(l => l.Length) <= 256 && (levels.Length <= 2 || 2 * levels.Length <= values.Count(v => v is not null));
        return category ? CategoryColumn.FromValues(name, values) : TextColumn.FromValues(name, values);
    }

    private static MissingMask Mask(Cell[] cells) => MissingMask.Create(cells.Length, row => cells[row].IsMissingInNumbers);

    private static bool IsInteger(string text) => Whole().IsMatch(text) && text != "-0" && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);

    private static bool IsNumber(string text) => Number().IsMatch(text) || Infinite().IsMatch(text);

    private static double Parse(string text) => Infinite().IsMatch(text)
        ? text[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity
        : double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

    private static bool IsTime(string text) => Time().IsMatch(text) && DateTime.TryParse(text, CultureInfo.InvariantCulture, out _);

    [GeneratedRegex("^[+-]?(0|[1-9][0-9]*)$")]
    private static partial Regex Whole();

    [GeneratedRegex(@"^[+-]?((0|[1-9][0-9]*)(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?$")]
    private static partial Regex Number();

    [GeneratedRegex("^[+-]?inf(inity)?$", RegexOptions.IgnoreCase)]
    private static partial Regex Infinite();

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d{1,7})?)?(Z|[+-]\d\d:\d\d)?)?$")]
    private static partial Regex Time();
}
