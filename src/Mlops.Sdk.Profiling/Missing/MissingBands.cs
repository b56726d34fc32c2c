using System.Numerics;

namespace Mlops.Sdk;

/// <summary>How many rows lack each column, for bands of rows one after the other: at most 100, which double in length when they are full.</summary>
internal sealed class MissingBands(int columns)
{
    public const int MostBands = 100;
    private const int FirstLength = 8;
    private const int LeastLength = 3;

    private readonly List<(long Rows, int[] Missing)> _bands = [];
    private long _length = FirstLength;

    /// <summary>The number of rows.</summary>
    public long Rows { get; private set; }

    public int Count => _bands.Count;

    /// <summary>How many rows a band has.</summary>
    public long RowsOf(int band) => _bands[band].Rows;

    /// <summary>How many rows of a band lack a column.</summary>
    public int MissingOf(int band, int column) => _bands[band].Missing[column];

    /// <summary>Adds rows, as one bit a row and column; no words where the column lacks nothing.</summary>
    public void Add(ulong[][] words, int rows)
    {
        for (int start = 0; start < rows;)
        {
            if (_bands.Count == 0 || _bands[^1].Rows >= _length) Open();
            (long had, int[] missing) = _bands[^1];
            int end = (int)Math.Min(rows, start + _length - had);
            for (int column = 0; column < words.Length; column++)
                if (words[column].Length > 0) missing[column] += Between(words[column], start, end);
            _bands[^1] = (had + end - start, missing);
            start = end;
        }

        Rows += rows;
    }

    public void Merge(MissingBands other)
    {
        foreach ((long rows, int[] missing) in other._bands) _bands.Add((rows, [.. missing]));
        Rows += other.Rows;
        _length = Math.Max(_length, other._length);
        while (_bands.Count > MostBands) Double();
    }

    public void WriteTo(BinaryWriter writer)
    {
        writer.Write(_length);
        writer.Write(_bands.Count);
        foreach ((long rows, int[] missing) in _bands)
        {
            writer.Write(rows);
            foreach (int count in missing) writer.Write7BitEncodedInt(count);
        }
    }

    public void ReadFrom(BinaryReader reader)
    {
        _length = reader.ReadInt64();
        int bands = reader.ReadInt32();
        if (_length < 1 || bands is < 0 or > MostBands) throw new InvalidDataException("The bands of missing rows cannot be.");
        for (int band = 0; band < bands; band++)
        {
            long rows = reader.ReadInt64();
            var missing = new int[columns];
            for (int column = 0; column < columns; column++) missing[column] = reader.Read7BitEncodedInt();
            _bands.Add((rows, missing));
            Rows += rows;
        }
    }

    /// <summary>The share of the missing rows of a column that lie in bands without a value, and the first and last row of those; null when there are none.</summary>
    public (double Share, long First, long Last)? Full(int column, long missing)
    {
        long full = 0, first = -1, last = -1, start = 0;
        foreach ((long rows, int[] counts) in _bands)
        {
            if (counts[column] == rows && rows >= LeastLength)
            {
                full += rows;
                if (first < 0) first = start;
                last = start + rows - 1;
            }

            start += rows;
        }

        return first < 0 || missing == 0 ? null : ((double)full / missing, first, last);
    }

    private void Open()
    {
        if (_bands.Count == MostBands) Double();
        if (_bands.Count == 0 || _bands[^1].Rows >= _length) _bands.Add((0, new int[columns]));
    }

    private void Double()
    {
        _length *= 2;
        for (int to = 0, from = 0; from < _bands.Count; to++, from += 2)
        {
            if (from + 1 < _bands.Count)
            {
                (long rows, int[] missing) = _bands[from + 1];
                for (int column = 0; column < columns; column++) missing[column] += _bands[from].Missing[column];
                _bands[to] = (_bands[from].Rows + rows, missing);
            }
            else
            {
                _bands[to] = _bands[from];
            }
        }

        _bands.RemoveRange((_bands.Count + 1) / 2, _bands.Count / 2);
    }

    private static int Between(ulong[] words, int start, int end)
    {
        int count = 0;
        while (start < end && (start & 63) != 0) count += (int)(words[start >> 6] >> start++ & 1);
        for (; start + 64 <= end; start += 64) count += BitOperations.PopCount(words[start >> 6]);
        while (start < end) count += (int)(words[start >> 6] >> start++ & 1);
        return count;
    }
}
