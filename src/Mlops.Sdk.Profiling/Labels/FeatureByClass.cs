using System.Buffers;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>The values of one feature for each class of the label: a sketch for numbers, counts for levels. Merges.</summary>
internal sealed class FeatureByClass(Field source, DatasetSummaryOptions options)
{
    private const int MostLevels = 1024;
    private const int LeastRows = 10;
    private const int LeastRowsPerLevel = 5;

    private readonly List<KllSketch> _numbers = [];
    private readonly List<long> _rows = [];
    private readonly List<long> _present = [];
    private Dictionary<string, long[]>? _levels = source.Type == ColumnType.Category ? new(StringComparer.Ordinal) : null;

    public string Name => source.Name;

    public void AddClass(string name)
    {
        ulong seed = RandomStream.For(options.Seed, "separation").Split(source.Name).Split(name).NextUInt64();
        _numbers.Add(new KllSketch(options.QuantileSketchSize, seed));
        _rows.Add(0);
        _present.Add(0);
    }

    public void Add(Column column, int[] codes)
    {
        foreach (int code in codes)
            if (code >= 0) _rows[code]++;
        if (column is CategoryColumn categories) AddLevels(categories, codes);
        else AddNumbers(column.ToNumbers().Span, codes);
    }

    public void Merge(FeatureByClass other, int[] map)
    {
        for (int code = 0; code < map.Length; code++)
        {
            _numbers[map[code]].Merge(other._numbers[code]);
            _rows[map[code]] += other._rows[code];
            _present[map[code]] += other._present[code];
        }

        if (other._levels is null) _levels = null;
        foreach ((string level, long[] counts) in other._levels ?? [])
            for (int code = 0; code < map.Length; code++) Count(level, map[code], counts.ElementAtOrDefault(code));
    }

    public void WriteTo(BinaryWriter writer)
    {
        for (int code = 0; code < _rows.Count; code++)
        {
            _numbers[code].WriteTo(writer);
            writer.Write(_rows[code]);
            writer.Write(_present[code]);
        }

        writer.Write(_levels?.Count ?? -1);
        foreach ((string level, long[] counts) in _levels?.OrderBy(pair => pair.Key, StringComparer.Ordinal) ?? Enumerable.Empty<KeyValuePair<string, long[]>>())
        {
            writer.Write(level);
            for (int code = 0; code < _rows.Count; code++) writer.Write(counts.ElementAtOrDefault(code));
        }
    }

    public void ReadFrom(BinaryReader reader)
    {
        for (int code = 0; code < _rows.Count; code++)
        {
            _numbers[code] = KllSketch.ReadFrom(reader);
            _rows[code] = reader.ReadInt64();
            _present[code] = reader.ReadInt64();
            if (_present[code] < 0 || _present[code] > _rows[code]) throw new InvalidDataException("The rows of a class cannot be.");
        }

        int levels = reader.ReadInt32();
        if (levels < 0) _levels = null;
        for (int i = 0; i < levels; i++)
        {
            string level = reader.ReadString();
            for (int code = 0; code < _rows.Count; code++) Count(level, code, reader.ReadInt64());
        }
    }

    /// <summary>How well it tells the two classes apart that it tells apart least; a class of few rows says nothing.</summary>
    public LabelStrength Strength() => new(Name, Least(ByValue), Least(ByMissing));

    private double Least(Func<int, int, double> separation)
    {
        double least = double.PositiveInfinity;
        for (int a = 0; a < _rows.Count; a++)
            for (int b = a + 1; b < _rows.Count && least > 0; b++) least = Math.Min(least, separation(a, b));
        return double.IsFinite(least) ? least : 0;
    }

    private double ByMissing(int a, int b) =>
        Math.Min(_rows[a], _rows[b]) < LeastRows ? 0 : (1 + Math.Abs(((double)_present[a] / _rows[a]) - ((double)_present[b] / _rows[b]))) / 2;

    private double ByValue(int a, int b)
    {
        if (Math.Min(_present[a], _present[b]) < LeastRows) return 0;
        if (source.Type != ColumnType.Category) return ClassSeparation.Of(_numbers[a].ToCumulative(), _numbers[b].ToCumulative());
        if (_levels is null || _present.Sum() < (long)_levels.Count * LeastRowsPerLevel) return 0;
        return ClassSeparation.Of(_levels.Values.Select(counts => (counts.ElementAtOrDefault(a), counts.ElementAtOrDefault(b))));
    }

    // The numbers of each class one after another, then each to its sketch.
    private void AddNumbers(ReadOnlySpan<double> values, int[] codes)
    {
        var ends = new int[_rows.Count];
        for (int row = 0; row < codes.Length; row++)
            if (codes[row] >= 0 && !double.IsNaN(values[row])) ends[codes[row]]++;
        int present = 0;
        for (int code = 0; code < ends.Length; code++)
        {
            _present[code] += ends[code];
            (ends[code], present) = (present, present + ends[code]);
        }

        double[] sorted = ArrayPool<double>.Shared.Rent(present);
        for (int row = 0; row < codes.Length; row++)
            if (codes[row] >= 0 && !double.IsNaN(values[row])) sorted[ends[codes[row]]++] = values[row];
        for (int code = 0; code < ends.Length; code++) _numbers[code].Add(sorted.AsSpan((code == 0 ? 0 : ends[code - 1])..ends[code]));
        ArrayPool<double>.Shared.Return(sorted);
    }

    private void AddLevels(CategoryColumn column, int[] codes)
    {
        ReadOnlySpan<int> levels = column.Codes;
        var counts = new long[column.Levels.Count, _rows.Count];
        for (int row = 0; row < codes.Length; row++)
        {
            if (codes[row] < 0 || levels[row] < 0) continue;
            counts[levels[row], codes[row]]++;
            _present[codes[row]]++;
        }

        for (int level = 0; level < counts.GetLength(0); level++)
            for (int code = 0; code < counts.GetLength(1); code++) Count(column.Levels[level], code, counts[level, code]);
    }

    private void Count(string level, int code, long count)
    {
        if (count == 0 || _levels is null) return;
        if (!_levels.TryGetValue(level, out long[]? counts)) _levels[level] = counts = [];
        if (counts.Length <= code)
        {
            Array.Resize(ref counts, _rows.Count);
            _levels[level] = counts;
        }

        counts[code] += count;
        if (_levels.Count > MostLevels) _levels = null;
    }
}
