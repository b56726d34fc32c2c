using System.Runtime.CompilerServices;
using DuckDB.NET.Native;

namespace Mlops.Sdk;

/// <summary>Values of an ENUM, whose codes are taken as they are.</summary>
internal sealed class EnumSink(ColumnPlan plan, ResultColumn source, int capacity) : ColumnSink(plan)
{
    private readonly CategoryLevels _levels = plan.Levels is { } known && known.Names.AsSpan().SequenceEqual(source.Levels.AsSpan()) ? known : new CategoryLevels(source.Levels);
    private int[] _codes = GC.AllocateUninitializedArray<int>(capacity);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void Take(VectorSlice slice)
    {
        Span<int> room = Room(ref _codes, slice.Count);
        switch (source.Storage)
        {
            case DuckDBType.UnsignedTinyInt:
                ReadOnlySpan<byte> narrow = slice.Values<byte>();
                for (int row = 0; row < room.Length; row++) room[row] = narrow[row];
                break;
            case DuckDBType.UnsignedSmallInt:
                ReadOnlySpan<ushort> middle = slice.Values<ushort>();
                for (int row = 0; row < room.Length; row++) room[row] = middle[row];
                break;
            default:
                slice.Values<int>().CopyTo(room);
                break;
        }

        slice.FillNulls(room, -1);
    }

    public override Column Build() => new CategoryColumn(Plan.Name, _codes.AsMemory(0, Rows), _levels);
}
