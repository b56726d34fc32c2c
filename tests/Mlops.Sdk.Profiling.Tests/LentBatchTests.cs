using CsCheck;
using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Profiling.Tests.Gates;

namespace Mlops.Sdk.Profiling.Tests;

/// <summary>A profile keeps nothing of batches that are lent: whatever a source writes over them, it is the same.</summary>
public sealed class LentBatchTests
{
    [Fact]
    public void Profile_OfLentBatches_IsThatOfBatchesThatStay() => Gen.Select(AnyTable.Sound, AnyTable.Options, Gen.Int[5, 100]).Sample(
        (data, options, rows) => AssertSame(data, options, rows),
        iter: 30,
        threads: 1);

    [Theory]
    [InlineData(50_000)]
    [InlineData(40)]
    public void Profile_OfLentBatchesBeyondEveryLimit_IsThatOfBatchesThatStay(int exactValues) =>
        AssertSame(Tables.Mixed(4000).WithRole("at", ColumnRole.Time).WithRole("code", ColumnRole.Weight), new() { SampleRows = 300, Summary = new() { ExactValues = exactValues } }, 170);

    [Fact]
    public void Profile_OfLentVectors_IsThatOfBatchesThatStay() =>
        AssertSame(new Dataset(Enumerable.Range(0, 6).Select(c => new NumberColumn($"e.{c}", Enumerable.Range(0, 900).Select(row => Math.Sin((row * 7.3) + c)).ToArray()))), new() { SampleRows = 300 }, 64);

    private static void AssertSame(Dataset data, ProfileOptions options, int rows)
    {
        RunContext context = new() { Time = new StoppedClock() };
        string kept = new LendingSource(data, rows, isWrittenOver: false).Profile(options, context).ToJson(), lent = new LendingSource(data, rows, isWrittenOver: true).Profile(options, context).ToJson();
        Assert.Equal(kept, lent);
    }

    private sealed class LendingSource(Dataset data, int rows, bool isWrittenOver) : DataSource
    {
        private readonly LentBatches _lent = new();

        public override Schema Schema => data.Schema;

        public override IEnumerable<Dataset> ReadBatches(int batchRows = 65536, CancellationToken cancellationToken = default)
        {
            for (int start = 0; start < data.RowCount; start += rows)
            {
                Dataset part = data.Slice(start, Math.Min(rows, data.RowCount - start)), batch = part;
                List<Action> over = [];
                foreach (Column column in part.Columns) batch = batch.With(Copy(column, over));
                if (isWrittenOver) _lent.Add(batch, () => over.ForEach(write => write()));
                yield return batch;
            }
        }

        public override IEnumerable<IReadOnlyList<Dataset>> LendBatches(int batchRows = 8192, int listRows = 1, CancellationToken cancellationToken = default) =>
            _lent.Lend(ReadBatches(batchRows, cancellationToken), 2 * rows);

        private static Column Copy(Column column, List<Action> over)
        {
            MissingMask Mask(MissingMask mask)
            {
                if (mask.IsEmpty) return default;
                ulong[] words = mask.ToWords();
                over.Add(() => Array.Fill(words, 0x5555_5555_5555_5555UL));
                return MissingMask.FromWords(words, column.Length);
            }

            T[] Own<T>(ReadOnlySpan<T> values, T then)
            {
                T[] own = values.ToArray();
                over.Add(() => Array.Fill(own, then));
                return own;
            }

            return column switch
            {
                NumberColumn numbers => numbers.NanIsMissing ? new NumberColumn(column.Name, Own(numbers.Values, -7e77)) : new NumberColumn(column.Name, Own(numbers.Values, -7e77), Mask(numbers.Missing)),
                IntegerColumn integers => new IntegerColumn(column.Name, Own(integers.Values, -77), Mask(integers.Missing)),
                TimestampColumn moments => new TimestampColumn(column.Name, Own(moments.Ticks, 77), Mask(moments.Missing)),
                FlagColumn flags => new FlagColumn(column.Name, Own(flags.Values, true), Mask(flags.Missing)),
                CategoryColumn categories => new CategoryColumn(column.Name, Own(categories.Codes, -1), categories.Levels),
                _ => new TextColumn(column.Name, Own(((TextColumn)column).Utf8, (byte)'#'), Own(((TextColumn)column).Offsets, 0), Mask(((TextColumn)column).Missing)),
            };
        }
    }
}
