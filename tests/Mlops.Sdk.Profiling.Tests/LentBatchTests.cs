using CsCheck;
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

    [Fact]
    public void EveryPassOverLentBatches_IsThatOverBatchesThatStay()
    {
        Dataset data = Tables.Mixed(1500);
        RunContext context = new() { Time = new StoppedClock() };
        DataRules rules = new(
        [
            .. DataRules.Infer(data.Slice(0, 700)).Rules,
            .. DataRules.Suggest(data.Slice(0, 700)).Rules.Rules,
        ]);
        foreach (Func<DataSource, string> pass in (Func<DataSource, string>[])
        [
            source => source.ProfileBySegment("city", context: context).ToJson(),
            source => rules.Validate(source, new() { UniqueKeys = 100 }, context).ToJson(),
            source => DataRules.Suggest(source, new() { SampleRows = 400 }, context).ToJson(),
            source => source.OverlapWith(new LendingSource(data.Slice(900, 600), 70, isWrittenOver: true)).ToString(),
        ]) Assert.Equal(pass(new LendingSource(data, 170, isWrittenOver: false)), pass(new LendingSource(data, 170, isWrittenOver: true)));
    }

    private static void AssertSame(Dataset data, ProfileOptions options, int rows)
    {
        RunContext context = new() { Time = new StoppedClock() };
        string kept = new LendingSource(data, rows, isWrittenOver: false).Profile(options, context).ToJson(), lent = new LendingSource(data, rows, isWrittenOver: true).Profile(options, context).ToJson();
        Assert.Equal(kept, lent);
    }
}
