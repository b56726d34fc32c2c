using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>A table in plain text: columns fall off at the right until the others fit the width, texts shrunk where they must; numbers are not cut.</summary>
internal static class TextTable
{
    private const string Gap = "  ";
    private const int NarrowestText = 8, NarrowestName = 14, NarrowestNumber = 16;
    private const int BarWidth = 8;

    public static IEnumerable<string> Draw(ReportTable table, int width, int maxRows)
    {
        if (table.Title is { } title)
        {
            yield return TextWidth.Cut(SafeText.Line(title), width);
        }

        int rows = Math.Min(table.Rows.Count, maxRows);
        string[][] cells = [.. Enumerable.Range(0, table.Columns.Count).Select(column => Cells(table, column, rows, bars: true))];
        if (cells.Sum(column => column.Max(TextWidth.Of) + Gap.Length) - Gap.Length > width)
        {
            cells = [.. Enumerable.Range(0, table.Columns.Count).Select(column => Cells(table, column, rows, bars: false))];
        }

        bool[] pictures = [.. Enumerable.Range(0, table.Columns.Count).Select(column => table.Rows.Any(row => row[column].Heights is not null))];
        int[] widths = Fit(table, cells, pictures, width, out int shown);
        if (rows == 0 || shown == 0)
        {
            yield return $"({table.Columns.Count} columns, no rows)";
        }
        else
        {
            for (int line = 0; line <= rows; line++)
            {
                yield return Join(table, cells, widths, shown, line);
                if (line == 0)
                {
                    yield return string.Join(Gap, widths.Take(shown).Select(one => new string('─', one)));
                }
            }
        }

        foreach (string note in Notes(table, rows, rows == 0 ? table.Columns.Count : shown))
        {
            foreach (string line in TextWidth.Wrap(note, width))
            {
                yield return line;
            }
        }
    }

    private static IEnumerable<string> Notes(ReportTable table, int rows, int columns)
    {
        if (columns < table.Columns.Count)
        {
            yield return $"… {More(table.Columns.Count - columns, "column")}: "
                + SafeText.Shorten(string.Join(", ", table.Columns.Skip(columns).Select(column => SafeText.Line(column.Name))), 200);
        }

        if (rows < table.Rows.Count)
        {
            yield return $"… {More(table.Rows.Count - rows, "row")}";
        }

        if (table.Note is { } note)
        {
            yield return SafeText.Line(note);
        }
    }

    private static string More(int count, string what) => $"{ReportNumber.Format(count)} more {what}{(count == 1 ? "" : "s")}";

    // Where it gets narrow the numbers stay and the bars go.
    private static string[] Cells(ReportTable table, int column, int rows, bool bars)
    {
        ReportColumn head = table.Columns[column];
        bars = bars && table.Rows.Any(row => row[column].Share is not null);
        string[] cells = new string[rows + 1];
        cells[0] = SafeText.Line(head.Name);
        for (int i = 0; i < rows; i++)
        {
            cells[i + 1] = SafeText.Line(ReportNumber.Format(table.Rows[i][column], head.Format));
        }

        if (bars)
        {
            int numbers = cells.Skip(1).Select(TextWidth.Of).DefaultIfEmpty().Max();
            for (int i = 0; i < rows; i++)
            {
                string bar = TextBars.Horizontal(table.Rows[i][column].Share ?? 0, BarWidth);
                cells[i + 1] = TextWidth.Fit(cells[i + 1], numbers, ReportAlignment.Right) + " " + TextWidth.Fit(bar, BarWidth);
            }
        }

        return cells;
    }

    // The first column names the row and keeps more of its width than other texts; pictures keep all of it, and numbers too, unless they are very long.
    private static int[] Fit(ReportTable table, string[][] cells, bool[] pictures, int width, out int shown)
    {
        int[] widths = [.. cells.Select(column => Math.Min(width, column.Max(TextWidth.Of)))];
        int[] least =
        [
            .. widths.Select((one, column) => pictures[column] ? one : Math.Min(one, table.Columns[column].Alignment == ReportAlignment.Right ? NarrowestNumber : column == 0 ? NarrowestName : NarrowestText)),
        ];
        int Total(int[] of, int count) => of.Take(count).Sum() + (Gap.Length * (count - 1));
        int count = widths.Length;
        while (count > 1 && Total(least, count) > width)
        {
            count--;
        }

        while (Total(widths, count) > width && Enumerable.Range(0, count).Where(i => widths[i] > least[i]).OrderByDescending(i => widths[i]).FirstOrDefault(-1) is var widest and >= 0)
        {
            widths[widest]--;
        }

        shown = count;
        return widths;
    }

    private static string Join(ReportTable table, string[][] cells, int[] widths, int shown, int line) =>
        string.Join(Gap, Enumerable.Range(0, shown).Select(c => TextWidth.Fit(cells[c][line], widths[c], table.Columns[c].Alignment))).TrimEnd();
}
