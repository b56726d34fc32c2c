using System.Text;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>How many texts there are, and how long they are together.</summary>
internal sealed class LengthTally(string column) : Tally(column)
{
    private CategoryLevels? _levels;
    private long[] _lengths = [];
    private long _texts;
    private long _characters;

    /// <summary>In code points; NaN without texts.</summary>
    public double Mean => _texts == 0 ? double.NaN : (double)_characters / _texts;

    public override void Add(BatchView batch)
    {
        Span<ulong> present = stackalloc ulong[batch.Words];
        RowBits.Fill(present, batch.Rows);
        batch.RemoveMissing(Group, present);
        _texts += RowBits.Count(present);
        if (batch.Column<Column>(Group) is CategoryColumn category) AddLevels(category);
        else AddTexts(batch.Column<TextColumn>(Group), present);
    }

    public override void Merge(Tally other)
    {
        _texts += ((LengthTally)other)._texts;
        _characters += ((LengthTally)other)._characters;
    }

    private void AddLevels(CategoryColumn category)
    {
        if (!ReferenceEquals(_levels, category.Levels))
        {
            _levels = category.Levels;
            _lengths = [.. category.Levels.Names.Select(name => CodePoints.Count(Encoding.UTF8.GetBytes(name)))];
        }

        foreach (int code in category.Codes) _characters += code < 0 ? 0 : _lengths[code];
    }

    private void AddTexts(TextColumn texts, ReadOnlySpan<ulong> present)
    {
        ReadOnlySpan<byte> utf8 = texts.Utf8;
        ReadOnlySpan<int> offsets = texts.Offsets;
        for (int row = RowBits.Next(present, 0); row >= 0; row = RowBits.Next(present, row + 1)) _characters += CodePoints.Count(utf8[offsets[row]..offsets[row + 1]]);
    }
}
