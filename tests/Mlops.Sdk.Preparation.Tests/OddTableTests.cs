using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Preparation.Tests;

/// <summary>Tables at the edge: what a stage makes of them is defined, or refused by a code; no class goes, and no number that was there becomes none.</summary>
public sealed class OddTableTests
{
    private const int Rows = 24, Rare = 6;

    private static readonly Dictionary<string, Func<Dataset>> s_tables = new(StringComparer.Ordinal)
    {
        ["constant"] = () => Of(new NumberColumn("x", new double[Rows]), new NumberColumn("z", Numbers(2, (row, g) => 7))),
        ["two rows"] = () => Of(new NumberColumn("x", Numbers(1)), new NumberColumn("z", Numbers(2))).Take([0, Rows - 1]),
        ["class of one row"] = () => Of(new NumberColumn("x", Numbers(1)), new NumberColumn("z", Numbers(2))).Slice(0, Rows - Rare + 1),
        ["every row a class"] = () => Of(new NumberColumn("x", Numbers(1))).With(CategoryColumn.FromValues("y", Enumerable.Range(0, Rows).Select(row => $"c{row}")), ColumnRole.Label),
        ["all missing"] = () => Of(new NumberColumn("x", Numbers(1, (_, _) => double.NaN)), CategoryColumn.FromValues("c", new string?[Rows])),
        ["class all missing"] = () => Of(new NumberColumn("x", Numbers(1, (row, g) => row >= Rows - Rare ? double.NaN : g)), new NumberColumn("z", Numbers(2))),
        ["NaN as a value"] = () => Of(new NumberColumn("x", Numbers(1, (row, g) => row % 5 == 0 ? double.NaN : g), default), new NumberColumn("z", Numbers(2))),
        ["infinite"] = () => Of(new NumberColumn("x", Numbers(1, (row, g) => row == 20 ? double.PositiveInfinity : g)), new NumberColumn("z", Numbers(2))),
        ["ends of the range"] = () => Of(new NumberColumn("x", Numbers(1, (row, g) => row % 2 == 0 ? double.MaxValue : -double.MaxValue)), new NumberColumn("z", Numbers(2, (_, g) => g * 1e300))),
        ["long range"] = () => Of(new IntegerColumn("x", Enumerable.Range(0, Rows).Select(row => row % 2 == 0 ? long.MaxValue : long.MinValue).ToArray()), new NumberColumn("z", Numbers(2))),
        ["categories alone"] = () => Of(CategoryColumn.FromValues("c", Enumerable.Range(0, Rows).Select(row => row % 3 == 0 ? null : $"l{row}")), new FlagColumn("f", new bool[Rows])),
        ["groups of one row"] = () => Of(new NumberColumn("x", Numbers(1)), new IntegerColumn("g", Enumerable.Range(0, Rows).Select(row => (long)row).ToArray())).WithRole("g", ColumnRole.Group),
        ["weights of zero"] = () => Of(new NumberColumn("x", Numbers(1)), new NumberColumn("w", new double[Rows])).WithRole("w", ColumnRole.Weight),
        ["no features"] = () => Of(new NumberColumn("x", Numbers(1))).WithRole("x", ColumnRole.Ignored),
        ["no rows"] = () => Of(new NumberColumn("x", Numbers(1))).Slice(0, 0),
        ["everything at once"] = () => Of(
            new NumberColumn("x", Numbers(1, (row, g) => row % 4 == 0 ? double.NaN : g)), new NumberColumn("z", Numbers(2)), new IntegerColumn("i", Enumerable.Range(0, Rows).Select(row => (long)row % 7).ToArray(), MissingMask.Create(Rows, row => row % 8 == 0)),
            CategoryColumn.FromValues("c", Enumerable.Range(0, Rows).Select(row => row % 5 == 0 ? null : $"l{row % 3}")), new FlagColumn("f", new bool[Rows], MissingMask.Create(Rows, row => row % 11 == 0)), TextColumn.FromValues("t", Enumerable.Range(0, Rows).Select(row => $"text {row}")),
            new NumberColumn("w", Numbers(5, (row, g) => row % 9 == 0 ? 0 : Math.Abs(g))), CategoryColumn.FromValues("g", Enumerable.Range(0, Rows).Select(row => row % 7 == 0 ? null : $"g{row % 3}")), new IntegerColumn("id", Enumerable.Range(0, Rows).Select(row => (long)row).ToArray()))
            .WithRole("w", ColumnRole.Weight).WithRole("g", ColumnRole.Group).WithRole("id", ColumnRole.Id),
        ["names of its own"] = () => Of(new NumberColumn("x", Numbers(1)), new NumberColumn("x_outlier", Numbers(2)), new NumberColumn("outlier_score", Numbers(3)), new NumberColumn("<b>\n", Numbers(4))),
    };

    public static TheoryData<string> Tables => new(s_tables.Keys);

    [Theory]
    [MemberData(nameof(Tables))]
    public void Resample_OddTable_KeepsEveryClassAndNumberOrIsRefused(string name)
    {
        Dataset data = s_tables[name]();
        foreach (Resampler stage in Resamplers())
        {
            if (Try(() => stage.Resample(data, new() { Seed = 3 })) is not { } result) continue;
            Assert.NotEmpty(result.Report.ToString());
            Assert.Equal(Classes(data), Classes(result.Data));
            AssertNumbersStay(data, result.Data);
        }
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public void Fit_OddTable_GivesEveryRowWhatItGetsAloneOrIsRefused(string name)
    {
        Dataset data = s_tables[name]();
        foreach (OutlierDetector detector in Detectors())
        {
            if (Try(() => detector.Fit(data, new() { Seed = 3 })) is not { } fitted) continue;
            Assert.All(fitted.ScoreRows(data), (score, row) => Assert.Equal(score, fitted.ScoreRows(data.Slice(row, 1))[0]));
            Assert.All(fitted.ScoreRows(data), score => Assert.True(double.IsFinite(score)));
            Assert.DoesNotContain("NaN", fitted.Explain(data, 0).ToString(), StringComparison.Ordinal);
        }

        foreach (OutlierHandler handler in Handlers())
        {
            if (Try(() => handler.Fit(data)) is not { } fitted) continue;
            Assert.DoesNotContain("NaN", handler.Preview(data).ToString(), StringComparison.Ordinal);
            if (handler.Options.Action != OutlierAction.MarkMissing) AssertNumbersStay(data, fitted.Transform(data));
        }

        foreach (ScaleMethod method in (ScaleMethod[])[ScaleMethod.Standard, ScaleMethod.Robust(), ScaleMethod.MinMax(), ScaleMethod.MinMax(clip: true), ScaleMethod.Quantile(), ScaleMethod.YeoJohnson()])
            if (Try(() => new NumberScaler(new() { Method = method }).Fit(data)) is { } fitted) AssertNumbersStay(data, fitted.Transform(data));
    }

    private static IEnumerable<Resampler> Resamplers()
    {
        RebalanceMethod[] methods =
        [
            RebalanceMethod.ClassWeights, RebalanceMethod.RandomOver, RebalanceMethod.RandomUnder, RebalanceMethod.Rose(), RebalanceMethod.Smote(), RebalanceMethod.Smote(10_000), RebalanceMethod.BorderlineSmote(), RebalanceMethod.BorderlineSmote(towardsOthers: true), RebalanceMethod.Adasyn(),
            RebalanceMethod.SmoteNominal(), RebalanceMethod.SvmSmote(), RebalanceMethod.KMeansSmote(3), RebalanceMethod.ProWSyn(), RebalanceMethod.GeometricSmote(), RebalanceMethod.PolynomialFit, RebalanceMethod.ClusterCentroids(), RebalanceMethod.TomekLinks(), RebalanceMethod.EditedNeighbors(rounds: 9),
            RebalanceMethod.AllKnn(), RebalanceMethod.NeighborhoodCleaning(), RebalanceMethod.Condensed(), RebalanceMethod.OneSided(), RebalanceMethod.NearMiss(1), RebalanceMethod.NearMiss(2), RebalanceMethod.NearMiss(3), RebalanceMethod.SmoteTomek(), RebalanceMethod.SmoteEnn(), RebalanceMethod.Smogn(),
        ];
        foreach (RebalanceMethod method in methods) yield return new Rebalancer(new() { Method = method });
        yield return new OutlierRemover(new() { Method = OutlierMethod.Iqr(0.1) });
        yield return new OutlierWeigher();
        yield return new DetectedOutlierRemover(new() { Detector = new() { Method = DetectionMethod.Ecod, Threshold = OutlierThreshold.Contamination(0.5) } });
    }

    private static IEnumerable<OutlierDetector> Detectors()
    {
        DetectionMethod[] methods =
        [
            DetectionMethod.IsolationForest(9), DetectionMethod.ExtendedIsolationForest(9), DetectionMethod.KNearest(), DetectionMethod.LocalOutlierFactor(5), DetectionMethod.ConnectivityFactor(5), DetectionMethod.Ecod, DetectionMethod.Copod, DetectionMethod.Hbos(), DetectionMethod.MinimumCovarianceDeterminant(),
            DetectionMethod.Mahalanobis(), DetectionMethod.Reconstruction(), DetectionMethod.Loda(9), DetectionMethod.Inne(9), DetectionMethod.Cblof(), DetectionMethod.GaussianMixture(2), DetectionMethod.OneClassSvm(directions: 16),
        ];
        return methods.Select((method, place) => new OutlierDetector(new() { Method = method, MissingIndicators = place % 2 == 0, Threshold = place % 3 == 0 ? OutlierThreshold.FalseAlarmRate(0.1) : OutlierThreshold.Mad() }));
    }

    private static IEnumerable<OutlierHandler> Handlers() =>
        from method in (OutlierMethod[])[OutlierMethod.Iqr(), OutlierMethod.Mad(), OutlierMethod.Esd(), OutlierMethod.AdjustedBoxplot(), OutlierMethod.Bounds(5, 5)]
        from action in (OutlierAction[])[OutlierAction.Cap, OutlierAction.MarkMissing, OutlierAction.TransformYeoJohnson, OutlierAction.TransformRobustScale]
        select new OutlierHandler(new() { Method = method, Action = action });

    private static T? Try<T>(Func<T> run)
        where T : class
    {
        try
        {
            return run();
        }
        catch (Exception error) when (error is MlopsException or SchemaMismatchException)
        {
            Assert.Matches("MLO[0-9]{4}", error is MlopsException known ? known.Code : error.Message);
            return null;
        }
    }

    private static string[] Classes(Dataset data) => [.. Enumerable.Range(0, data.RowCount).Select(data.Label!.GetText).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    // Where no number was missing or infinite, none is afterwards.
    private static void AssertNumbersStay(Dataset before, Dataset after)
    {
        foreach (NumberColumn column in after.Columns.OfType<NumberColumn>().Where(column => before.Schema.Contains(column.Name) && before[column.Name] is NumberColumn))
        {
            double[] was = [.. ((NumberColumn)before[column.Name]).Values], becomes = [.. column.Values];
            Assert.True(was.Any(double.IsNaN) || !becomes.Any(double.IsNaN), $"{column.Name} became NaN");
            Assert.True(was.Any(double.IsInfinity) || !becomes.Any(double.IsInfinity), $"{column.Name} became infinite");
        }
    }

    private static Dataset Of(params Column[] columns) =>
        new Dataset(columns).With(CategoryColumn.FromValues("y", Enumerable.Range(0, Rows).Select(row => row < Rows - Rare ? "usual" : "rare")), ColumnRole.Label);

    private static double[] Numbers(ulong seed, Func<int, double, double>? of = null)
    {
        var random = new RandomStream(seed);
        return [.. Enumerable.Range(0, Rows).Select(row => (row, random.NextGaussian())).Select(one => of is null ? one.Item2 : of(one.row, one.Item2))];
    }
}
