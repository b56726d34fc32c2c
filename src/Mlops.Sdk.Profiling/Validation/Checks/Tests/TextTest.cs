using System.Text;

namespace Mlops.Sdk;

/// <summary>Tries the texts of a column: of a category once for each level.</summary>
internal sealed class TextTest(string column, TextCondition condition) : ColumnTest(column)
{
    // One object, put in place at once: many threads may score with one test.
    private volatile LevelVerdict? _last;

    protected override void MarkValues(BatchView batch, ReadOnlySpan<ulong> looked, Span<ulong> failing)
    {
        failing.Clear();
        if (batch.Column<Column>(Column) is CategoryColumn category) MarkLevels(category, failing);
        else condition.Mark(batch.Column<TextColumn>(Column), looked, failing);
    }

    private void MarkLevels(CategoryColumn category, Span<ulong> failing)
    {
        LevelVerdict verdict = _last is { } known && ReferenceEquals(known.Levels, category.Levels) ? known : _last = Judge(category.Levels);
        if (!verdict.AnyFails) return;
        ReadOnlySpan<int> codes = category.Codes;
        ReadOnlySpan<byte> fails = verdict.Fails;
        for (int word = 0, row = 0; word < failing.Length; word++)
        {
            ulong bits = 0;
            for (int end = Math.Min(row + 64, codes.Length); row < end; row++) bits |= (ulong)fails[codes[row] + 1] << row;
            failing[word] = bits;
        }
    }

    private LevelVerdict Judge(CategoryLevels levels)
    {
        var fails = new byte[levels.Count + 1];
        for (int code = 0; code < levels.Count; code++) fails[code + 1] = condition.Holds(Encoding.UTF8.GetBytes(levels[code])) ? (byte)0 : (byte)1;
        return new LevelVerdict(levels, fails);
    }

    private sealed class LevelVerdict(CategoryLevels levels, byte[] fails)
    {
        public CategoryLevels Levels { get; } = levels;

        public byte[] Fails { get; } = fails;

        public bool AnyFails { get; } = fails.AsSpan().Contains((byte)1);
    }
}
