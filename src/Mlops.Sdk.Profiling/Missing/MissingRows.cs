using System.Numerics;
using System.Runtime.CompilerServices;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Which values are missing together, and where in the table: for every pair of columns how many rows lack both, and for up to 100 bands of rows how many lack each column. Merges.</summary>
internal sealed class MissingRows : ProfilePart
{
    // Beyond so many columns pairs are not counted: their number grows with the square.
    private const int MostPairedColumns = 2048;

    private readonly string[] _names;
    private readonly MissingBands _bands;
    private readonly long[]?[] _both;
    private readonly long[] _missing;

    public MissingRows(Schema schema)
    {
        _names = [.. schema.Select(field => field.Name)];
        _missing = new long[_names.Length];
        _both = new long[]?[_names.Length];
        _bands = new MissingBands(_names.Length);
    }

    /// <summary>How many rows have no value at all.</summary>
    public long EmptyRows { get; private set; }

    public MissingBands Bands => _bands;

    public override void Add(Dataset batch)
    {
        var words = new ulong[_names.Length][];
        Parallel.For(0, _names.Length, i => words[i] = Words(batch[_names[i]]));
        _bands.Add(words, batch.RowCount);
        int[] having = [.. Enumerable.Range(0, words.Length).Where(i => words[i].Length > 0)];
        foreach (int i in having) _missing[i] += RowBits.Count(words[i]);
        if (having.Length == _names.Length && _names.Length > 0) EmptyRows += CountAll(words);
        if (_names.Length <= MostPairedColumns) AddPairs(words, having);
    }

    public override void Merge(ProfilePart other)
    {
        var rows = (MissingRows)other;
        EmptyRows += rows.EmptyRows;
        for (int i = 0; i < _missing.Length; i++) _missing[i] += rows._missing[i];
        for (int b = 0; b < _both.Length; b++)
        {
            if (rows._both[b] is not { } counts) continue;
            long[] sums = _both[b] ??= new long[b];
            for (int a = 0; a < b; a++) sums[a] += counts[a];
        }

        _bands.Merge(rows._bands);
    }

    public override void WriteTo(BinaryWriter writer)
    {
        writer.Write(EmptyRows);
        foreach (long count in _missing) writer.Write(count);
        foreach (long[]? counts in _both)
        {
            writer.Write(counts is not null);
            foreach (long count in counts ?? []) writer.Write7BitEncodedInt64(count);
        }

        _bands.WriteTo(writer);
    }

    public override void ReadFrom(BinaryReader reader)
    {
        EmptyRows = reader.ReadInt64();
        for (int i = 0; i < _missing.Length; i++) _missing[i] = reader.ReadInt64();
        for (int b = 0; b < _both.Length; b++)
        {
            if (!reader.ReadBoolean()) continue;
            long[] counts = _both[b] = new long[b];
            for (int a = 0; a < b; a++) counts[a] = reader.Read7BitEncodedInt64();
        }

        _bands.ReadFrom(reader);
    }

    /// <summary>How many rows lack both of two columns.</summary>
    public long Both(string first, string second)
    {
        int a = Array.IndexOf(_names, first), b = Array.IndexOf(_names, second);
        return a == b ? _missing[a] : _both[Math.Max(a, b)]?[Math.Min(a, b)] ?? 0;
    }

    /// <summary>Columns of which the rows that lack both are at least a share of those that lack either, in sets.</summary>
    public IEnumerable<string[]> Together(double share, long least) => Clusters.Of(
        Counts().Where(pair => pair.Both >= least && pair.Both >= share * Either(pair) && pair.Both < _bands.Rows).Select(pair => (_names[pair.A], _names[pair.B])), _names);

    /// <summary>The pairs of columns that are missing together, the most alike first, with the share of the rows that lack either which lacks both.</summary>
    public IEnumerable<(string A, string B, long Both, double Share)> Pairs() =>
        Counts().Select(pair => (_names[pair.A], _names[pair.B], pair.Both, Share: pair.Both / Either(pair))).OrderByDescending(pair => pair.Share).ThenByDescending(pair => pair.Both);

    /// <summary>The share of the missing rows of a column that lie in bands where all rows lack it, and the first and last row of those; null when few rows have it or bands are short.</summary>
    public (double Share, long First, long Last)? Stretch(string name)
    {
        int column = Array.IndexOf(_names, name);
        return _bands.Rows > 0 && _missing[column] <= _bands.Rows * 0.9 ? _bands.Full(column, _missing[column]) : null;
    }

    private IEnumerable<(int A, int B, long Both)> Counts()
    {
        for (int b = 0; b < _both.Length; b++)
        {
            for (int a = 0; a < (_both[b]?.Length ?? 0); a++)
                if (_both[b]![a] > 0) yield return (a, b, _both[b]![a]);
        }
    }

    private double Either((int A, int B, long Both) pair) => _missing[pair.A] + _missing[pair.B] - pair.Both;

    private void AddPairs(ulong[][] words, int[] having)
    {
        Parallel.For(0, having.Length, i =>
        {
            long[] counts = _both[having[i]] ??= new long[having[i]];
            for (int j = 0; j < i; j++) counts[having[j]] += BitAssociation.CountBoth(words[having[i]], words[having[j]]);
        });
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static ulong[] Words(Column column)
    {
        if (column.MissingCount == 0) return [];
        var words = new ulong[(column.Length + 63) / 64];
        if (column is NumberColumn { NanIsMissing: true } numbers)
        {
            ReadOnlySpan<double> values = numbers.Values;
            for (int row = 0; row < values.Length; row++) words[row >> 6] |= (double.IsNaN(values[row]) ? 1UL : 0) << row;
            return words;
        }

        for (int row = 0; row < column.Length; row++)
            if (column.IsMissing(row)) words[row >> 6] |= 1UL << row;
        return words;
    }

    private static long CountAll(ulong[][] words)
    {
        long count = 0;
        for (int i = 0; i < words[0].Length; i++)
        {
            ulong all = ulong.MaxValue;
            foreach (ulong[] one in words) all &= one[i];
            count += BitOperations.PopCount(all);
        }

        return count;
    }
}
