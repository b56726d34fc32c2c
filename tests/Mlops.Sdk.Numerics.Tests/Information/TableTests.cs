using CsCheck;

namespace Mlops.Sdk.Numerics.Tests;

public sealed class TableTests
{
    private static readonly Gen<(int, int)[]> s_pairs = Gen.Select(Gen.Int[1, 300], Gen.Int[1, 300]).SelectMany(most => Gen.Select(Gen.Int[-1, most.Item1], Gen.Int[-1, most.Item2]).Array[0, 200]);

    [Fact]
    public void Table_FewAndManyCategories_CountsThePairs() => s_pairs.Sample(pairs =>
    {
        var table = ContingencyTable.Of([.. pairs.Select(p => p.Item1)], [.. pairs.Select(p => p.Item2)]);
        (int, int)[] complete = [.. pairs.Where(p => p.Item1 >= 0 && p.Item2 >= 0)];
        Assert.Equal(complete.GroupBy(p => p).OrderBy(g => g.Key).Select(g => (g.Key.Item1, g.Key.Item2, g.LongCount())), table.Cells.ToArray());
        Assert.Equal(complete.Length, table.Total);
        Assert.Equal(complete.Select(p => p.Item1).Distinct().Count(), table.RowCategories);
        Assert.Equal(complete.Select(p => p.Item2).Distinct().Count(), table.ColumnCategories);
    }, iter: 300);

    [Fact]
    public void Table_SparseCodes_EqualsDenseOnes()
    {
        int[] x = [.. MomentsTests.Draw(3000, 5).Select(v => (int)Math.Abs(v * 10) % 40)], y = [.. x.Select((c, i) => (c + i) % 7)];
        ContingencyTable dense = ContingencyTable.Of(x, y), sparse = ContingencyTable.Of([.. x.Select(c => c * 1000)], [.. y.Select(c => c * 1000)]);
        Assert.Equal(dense.ChiSquare().Statistic, sparse.ChiSquare().Statistic, 1e-9);
        Assert.Equal(dense.CramersV(), sparse.CramersV(), 1e-12);
        Assert.Equal(dense.TheilsU(), sparse.TheilsU(), 1e-12);
        Assert.Equal(PhiK.OfTable(dense), PhiK.OfTable(sparse), 1e-12);
    }

    [Fact]
    public void TheilsU_OneCategory_IsNotANumber()
    {
        var table = ContingencyTable.Of([0, 0, 0], [0, 1, 2]);
        Assert.True(double.IsNaN(table.TheilsU()));
        Assert.Equal(0, table.TheilsU(ofColumns: true));
        Assert.True(double.IsNaN(ContingencyTable.Of([], []).TheilsU()));
        Assert.True(double.IsNaN(table.NormalizedInformation()));
    }

    [Fact]
    public void Dependency_AnyCodes_CountsTheRowsToTakeAway() => s_pairs.Sample(pairs =>
    {
        var dependency = FunctionalDependency.Of([.. pairs.Select(p => p.Item1)]);
        (int Violations, int Rows) found = dependency.Violations([.. pairs.Select(p => p.Item2)]);
        int violations = 0, rows = 0;
        foreach (IGrouping<int, (int, int)> group in pairs.Where(p => p.Item1 >= 0 && p.Item2 >= 0).GroupBy(p => p.Item1).Where(g => g.Count() > 1))
        {
            rows += group.Count();
            violations += group.Count() - group.GroupBy(p => p.Item2).Max(g => g.Count());
        }

        Assert.Equal((violations, rows), found);
        Assert.Equal(pairs.Where(p => p.Item1 >= 0).GroupBy(p => p.Item1).Where(g => g.Count() > 1).Sum(g => g.Count()), dependency.Support);
        if (violations > 1) Assert.InRange(dependency.Violations([.. pairs.Select(p => p.Item2)], 1).Violations, 2, violations);
    }, iter: 300);
}
