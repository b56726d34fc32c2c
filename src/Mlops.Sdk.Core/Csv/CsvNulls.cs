using System.Runtime.CompilerServices;
using System.Text;

namespace Mlops.Sdk;

/// <summary>What a field says about being missing.</summary>
internal enum CsvNull : byte
{
    /// <summary>It is a value.</summary>
    Value,

    /// <summary>It is missing in a column of any type.</summary>
    Missing,

    /// <summary>It is missing in any column but one of strings.</summary>
    MissingUnlessString,
}

/// <summary>Knows the null spellings.</summary>
internal sealed class CsvNulls
{
    private readonly byte[][] _hard;
    private readonly byte[][] _soft;
    private readonly bool[] _firstBytes = new bool[256];
    private readonly CsvNull _empty;
    private readonly int _longest;

    public CsvNulls(CsvOptions options)
    {
        _hard = [.. options.NullSpellings.Select(Encoding.UTF8.GetBytes)];
        _soft = [.. options.NumericNullSpellings.Select(Encoding.UTF8.GetBytes)];
        foreach (byte[] spelling in _hard.Concat(_soft))
        {
            _longest = Math.Max(_longest, spelling.Length);
            if (spelling.Length > 0) _firstBytes[spelling[0]] = true;
        }

        _empty = Array.Exists(_hard, spelling => spelling.Length == 0) ? CsvNull.Missing : CsvNull.MissingUnlessString;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public CsvNull Judge(ReadOnlySpan<byte> field, bool quoted)
    {
        if (field.IsEmpty) return quoted ? CsvNull.MissingUnlessString : _empty;
        return _firstBytes[field[0]] && field.Length <= _longest ? Compare(field, quoted) : CsvNull.Value;
    }

    private CsvNull Compare(ReadOnlySpan<byte> field, bool quoted)
    {
        foreach (byte[] spelling in _hard)
            if (field.SequenceEqual(spelling)) return quoted ? CsvNull.MissingUnlessString : CsvNull.Missing;
        foreach (byte[] spelling in _soft)
            if (field.SequenceEqual(spelling)) return CsvNull.MissingUnlessString;
        return CsvNull.Value;
    }
}
