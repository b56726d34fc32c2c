using System.Collections.Immutable;

namespace Mlops.Sdk;

/// <summary>Looks for single columns, pairs and triples that name a row.</summary>
internal sealed class KeySearch(IReadOnlyList<SampleColumn> columns, DatasetSummary summary, SampledRows sample, Dataset? table)
{
    private const int LeastRows = 10;
    private const int MostColumns = 20;
    private const int MostKeys = 20;
    private const long MostWork = 50_000_000;

    // So many repeats at least are to be expected by chance, so that having none says something.
    private const double LeastExpected = 3;

    public ImmutableArray<CandidateKey> Find(CancellationToken cancellationToken)
    {
        if (summary.RowCount < LeastRows || sample.Count < LeastRows) return [];
        SampleColumn[] able = [.. columns.Where(column => column.Field.Type != ColumnType.Number && column.Present == column.Column.Length && summary[column.Name].MissingCount == 0)];
        var keys = new List<CandidateKey>();
        var rest = new List<SampleColumn>();
        foreach (SampleColumn column in able)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (column.Distinct < sample.Count) rest.Add(column);
            else if (Single(column) is { } key) keys.Add(key);
        }

        if (HasRepeatedRow()) return [.. keys];
        SampleColumn[] parts = [.. rest.Where(column => column.Distinct > 1).OrderByDescending(column => column.Distinct).Take(MostColumns).OrderBy(column => summary.Schema.IndexOf(column.Name))];
        keys.AddRange(Combined(parts, cancellationToken));
        return [.. keys.Take(MostKeys)];
    }

    private CandidateKey? Single(SampleColumn column)
    {
        ColumnSummary known = summary[column.Name];
        double bound = 3 * known.DistinctStandardError;
        if (sample.IsWhole || known.IsDistinctExact)
            return sample.IsWhole || known.DistinctCount >= known.PresentCount ? new([column.Name], true, summary.RowCount, 0) : null;
        if (known.DistinctCount < known.PresentCount * (1 - bound)) return null;
        if (table is null) return new([column.Name], false, sample.Count, bound);
        return KeyCheck.IsUnique([table[column.Name]]) ? new([column.Name], true, summary.RowCount, 0) : null;
    }

    // Rows that are the same in all columns are the same in every choice of them.
    private bool HasRepeatedRow() => sample.Hashes.Distinct().Count() < sample.Count;

    private List<CandidateKey> Combined(SampleColumn[] parts, CancellationToken cancellationToken)
    {
        var keys = new List<CandidateKey>();
        var found = new List<int[]>();
        double[] match = [.. parts.Select(Match)];
        long budget = MostWork;
        foreach (int[] chosen in Choices(parts.Length))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (keys.Count == MostKeys || budget < 0) break;
            if (found.Exists(key => Array.TrueForAll(key, chosen.Contains)) || !CanSay(chosen, parts, match)) continue;
            if (!KeyCheck.AreUnique([.. chosen.Select(i => parts[i].Values)], ref budget)) continue;
            found.Add(chosen);
            if (Checked([.. chosen.Select(i => parts[i].Name)]) is { } key) keys.Add(key);
        }

        return keys;
    }

    private CandidateKey? Checked(ImmutableArray<string> names)
    {
        if (sample.IsWhole) return new(names, true, summary.RowCount, 0);
        if (table is not null) return KeyCheck.IsUnique([.. names.Select(name => table[name])]) ? new(names, true, summary.RowCount, 0) : null;

        // With no repeat among m rows, the share of pairs that are repeats is below 5.9 over the number of pairs; each such pair makes at most one row a repeat.
        double pairs = 0.5 * sample.Count * (sample.Count - 1.0);
        return new(names, false, sample.Count, Math.Min(1, 5.9 / pairs * 0.5 * (summary.RowCount - 1.0)));
    }

    // Enough combinations for all rows, and few enough that chance alone would repeat one.
    private bool CanSay(int[] chosen, SampleColumn[] parts, double[] match)
    {
        double combinations = 1, alike = 0.5 * sample.Count * (sample.Count - 1.0);
        foreach (int i in chosen)
        {
            combinations *= parts[i].Distinct;
            alike *= match[i];
        }

        return combinations >= sample.Count && alike >= LeastExpected;
    }

    // How probable it is that two rows have the same value.
    private static double Match(SampleColumn column)
    {
        var counts = new double[column.Distinct];
        foreach (int code in column.Values) counts[code]++;
        double rows = column.Values.Length;
        return counts.Sum(count => count * (count - 1)) / Math.Max(1, rows * (rows - 1));
    }

    private static IEnumerable<int[]> Choices(int count)
    {
        for (int a = 0; a < count; a++)
            for (int b = a + 1; b < count; b++) yield return [a, b];
        for (int a = 0; a < count; a++)
            for (int b = a + 1; b < count; b++)
                for (int c = b + 1; c < count; c++) yield return [a, b, c];
    }
}
