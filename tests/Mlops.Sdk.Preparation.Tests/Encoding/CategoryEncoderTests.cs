using Mlops.Sdk.Numerics;
using Mlops.Sdk.Testing;

namespace Mlops.Sdk.Preparation.Tests.Encoding;

public sealed class CategoryEncoderTests
{
    private static readonly Dataset s_train = new Dataset(
        CategoryColumn.FromValues("c", ["a", "a", "b", "b", "b", "d", null, "a"]),
        CategoryColumn.FromValues("y", ["no", "yes", "yes", "yes", "no", "yes", "no", "no"])).WithRole("y", ColumnRole.Label);

    private static Dataset Row(string? level) => new(CategoryColumn.FromValues("c", [level]));

    private static double[] Values(Dataset data, string name) => data[name].ToNumbers().ToArray();

    [Fact]
    public void Transform_OneHot_HasColumnsInLevelOrder()
    {
        FittedCategoryEncoder fitted = new CategoryEncoder(new() { Method = EncodingMethod.OneHot() }).Fit(s_train);
        Dataset encoded = fitted.Transform(s_train);

        Assert.Equal(["y", "c=a", "c=b", "c=d"], encoded.Schema.Select(field => field.Name));
        Assert.Equal([1, 1, 0, 0, 0, 0, 0, 1], Values(encoded, "c=a"));
        Assert.Equal([0, 0, 1, 1, 1, 0, 0, 0], Values(encoded, "c=b"));
        Assert.All(fitted.Transform(Row("unseen")).Columns, column => Assert.Equal(0.0, column.GetValue(0)));
    }

    [Fact]
    public void Transform_OneHotRareAndMissing_HaveTheirColumns()
    {
        FittedCategoryEncoder fitted = new CategoryEncoder(new() { Method = EncodingMethod.OneHot(maxLevels: 1, missingColumn: true) }).Fit(s_train);

        Assert.Equal(["c=a", "c=(rare)", "c=(missing)"], fitted.Transform(Row("a")).Schema.Select(field => field.Name));
        Assert.Equal(1.0, fitted.Transform(Row("d"))["c=(rare)"].GetValue(0));
        Assert.Equal(1.0, fitted.Transform(Row("unseen"))["c=(missing)"].GetValue(0));
        Assert.Contains(fitted.Report.Findings, finding => finding.Code == "PREP403");
    }

    [Fact]
    public void Transform_Ordinal_GivesLevelOrderAndMissing()
    {
        Dataset encoded = new CategoryEncoder(new() { Method = EncodingMethod.Ordinal }).Fit(s_train).Transform(s_train);
        Assert.Equal([0, 0, 1, 1, 1, 2, double.NaN, 0], Values(encoded, "c"));
    }

    [Fact]
    public void Transform_Target_IsSmoothedMeanOfAllRows()
    {
        FittedCategoryEncoder fitted = new CategoryEncoder(new() { Method = EncodingMethod.Target(smoothing: 2, folds: 2) }).Fit(s_train);

        Assert.Equal((1 + 2 * 0.5) / (3 + 2), fitted.Transform(Row("a"))["c"].GetValue(0));
        Assert.Equal((2 + 2 * 0.5) / (3 + 2), fitted.Transform(Row("b"))["c"].GetValue(0));
        Assert.Equal((0 + 2 * 0.5) / (1 + 2), fitted.Transform(Row(null))["c"].GetValue(0));
        Assert.Equal((0 + 2 * 0.5) / (1 + 2), fitted.Transform(Row("unseen"))["c"].GetValue(0));
    }

    [Fact]
    public void Fit_TargetMulticlass_HasAColumnForEachClassButTheLast()
    {
        Dataset three = new Dataset(
            CategoryColumn.FromValues("c", ["a", "a", "b", "b", "b", "b"]),
            CategoryColumn.FromValues("y", ["p", "q", "p", "q", "r", "r"])).WithRole("y", ColumnRole.Label);
        Dataset encoded = new CategoryEncoder(new() { Method = EncodingMethod.Target(smoothing: 0) }).Fit(three).Transform(three);

        Assert.Equal(["y", "c=P(p)", "c=P(q)"], encoded.Schema.Select(field => field.Name));
        Assert.Equal([0.5, 0.5, 0.25, 0.25, 0.25, 0.25], Values(encoded, "c=P(p)"));
    }

    [Fact]
    public void FitTransform_TargetOnPermutedLabels_GivesNoGain()
    {
        double gain = 0, inSample = 0;
        for (ulong seed = 0; seed < 10; seed++)
        {
            (Dataset data, double[] label) = Noise(seed, rows: 3000, levels: 300);
            var step = new CategoryEncoder(new() { Method = EncodingMethod.Target() });
            double[] shown = Values(step.FitTransform(data, new() { Seed = seed }).TrainingOutput!, "c");
            gain += Correlation.Pearson(shown, label) / 10;
            inSample += Correlation.Pearson(Values(step.Fit(data).Transform(data), "c"), label) / 10;
        }

        Assert.InRange(gain, -0.03, 0.03);
        Assert.True(inSample > 0.2, $"the encoding of the whole data correlates by {inSample} with noise; the check has no power");
    }

    [Fact]
    public void FitTransform_Target_UsesOtherFoldsOnly()
    {
        (Dataset data, double[] label) = Noise(3, rows: 400, levels: 20);
        var step = new CategoryEncoder(new() { Method = EncodingMethod.Target(folds: 4) });
        double[] before = Values(step.FitTransform(data).TrainingOutput!, "c");
        Dataset mirrored = data.With(new NumberColumn("y", label.Select((value, row) => row == 7 ? value + 1000 : value).ToArray()), ColumnRole.Label);
        double[] after = Values(step.FitTransform(mirrored).TrainingOutput!, "c");
        double shift = 10 * 1000 / 400.0 / 10; // the overall mean moves for all by smoothing x shift / weight, at most this

        Assert.True(Math.Abs(after[7] - before[7]) <= shift, "its own label reaches the row");
    }

    [Fact]
    public void Fit_Auto_ChoosesByLevels()
    {
        (Dataset data, _) = Noise(1, rows: 500, levels: 40);
        data = data.With(CategoryColumn.FromValues("few", Enumerable.Range(0, 500).Select(row => row % 3 == 0 ? "x" : "z")));

        Assert.Equal(["c", "y", "few=x", "few=z"], new CategoryEncoder().Fit(data).Transform(data).Schema.Select(field => field.Name));
        Assert.Equal(42, new CategoryEncoder().Fit(data.Drop("y")).Transform(data.Drop("y")).ColumnCount);
    }

    [Fact]
    public void Transform_Hashing_IsStableForEver()
    {
        var text = new Dataset(TextColumn.FromValues("t", ["alpha", "beta", null, "alpha"]));
        Dataset encoded = new CategoryEncoder(new() { Method = EncodingMethod.Hashing(4) }).Fit(text).Transform(text);
        ulong hash = Hashing.OfString("alpha");

        Assert.Equal(4, encoded.ColumnCount);
        Assert.Equal(hash >> 63 != 0 ? -1.0 : 1.0, encoded[$"t=#{(hash & uint.MaxValue) % 4}"].GetValue(3));
        Assert.All(encoded.Columns, column => Assert.Equal(0.0, column.GetValue(2)));
        Assert.Equal(1, encoded.Columns.Count(column => (double)column.GetValue(0)! != 0));
    }

    [Fact]
    public void Fit_TextsAndTimestamps_BecomeNumbersOrGo()
    {
        var data = new Dataset(
            TextColumn.FromValues("few", Enumerable.Range(0, 50).Select(row => row % 2 == 0 ? "ı" : "i")),
            TextColumn.FromValues("many", Enumerable.Range(0, 50).Select(row => $"text {row}")),
            new TimestampColumn("when", Enumerable.Range(0, 50).Select(row => new DateTime(2024, 12, 30).AddDays(row).Ticks).ToArray()));
        FittedCategoryEncoder fitted = new CategoryEncoder(new() { MaxTextLevels = 10 }).Fit(data);
        Dataset encoded = fitted.Transform(data);

        Assert.Equal(["few=i", "few=ı", "when=year", "when=month", "when=day_of_week"], encoded.Schema.Select(field => field.Name));
        Assert.Equal(1.0, encoded["few=ı"].GetValue(0));
        Assert.Equal([2024, 2024, 2025], Values(encoded, "when=year")[..3]);
        Assert.Equal([1, 2, 3], Values(encoded, "when=day_of_week")[..3]);
        Assert.Contains(fitted.Report.Findings, finding => finding is { Code: "PREP401", Column: "many" });
    }

    [Fact]
    public void Fit_ByDefault_HashesWordsThatComeAgainAndLeavesNamesOut()
    {
        string[] words = ["bird", "ridge", "water", "stone", "nest", "egg", "snow", "wind"];
        Dataset data = new Dataset(
            TextColumn.FromValues("note", Enumerable.Range(0, 400).Select(row => row % 50 == 7 ? null : $"{words[row % 8]} {words[row / 3 % 8]} {words[row / 7 % 8]} near {words[row / 11 % 8]} {row % 131}")),
            TextColumn.FromValues("key", Enumerable.Range(0, 400).Select(row => $"k{row} a{row * 7} b{row * 13}")),
            TextColumn.FromValues("moment", Enumerable.Range(0, 400).Select(row => new DateTime(2024, 1, 1).AddHours(7 * row).ToString("dd/MM/yyyy HH:mm", System.Globalization.CultureInfo.InvariantCulture))),
            new FlagColumn("y", Enumerable.Range(0, 400).Select(row => row % 8 == 4).ToArray())).WithRole("y", ColumnRole.Label);
        FittedCategoryEncoder fitted = new CategoryEncoder().Fit(data);
        Dataset encoded = fitted.Transform(data);

        Assert.Equal(32 + 1, encoded.ColumnCount);
        Assert.Contains(fitted.Report.Findings, finding => finding is { Code: "PREP405", Column: "note" });
        Assert.Equal(["key", "moment"], fitted.Report.Findings.Where(finding => finding.Code == "PREP401").Select(finding => finding.Column));
        Assert.All(encoded.Columns.Where(column => column.Name.StartsWith("note", StringComparison.Ordinal)), column => Assert.Equal(0.0, column.GetValue(7)));
        Assert.Equal(new CategoryEncoder(new() { Columns = ColumnSet.Named("note"), Method = EncodingMethod.HashedNgrams(32, idf: true) }).Fit(data).Transform(data)["note=#5"].ToNumbers().ToArray(), encoded["note=#5"].ToNumbers().ToArray());
        Assert.Equal(3, new CategoryEncoder(new() { Method = EncodingMethod.OneHot() }).Fit(data).Report.Findings.Count(finding => finding.Code == "PREP401"));
    }

    [Theory]
    [InlineData('.', "$1,{0:000}.25")]
    [InlineData(',', "1.{0:000},25 €")]
    [InlineData(',', "1{0:000},25")]
    public void Fit_TextOfAmounts_BecomesTheNumber(char mark, string format)
    {
        string? Text(int row) => row % 50 == 7 ? null : row % 50 == 8 ? "unknown" : string.Format(System.Globalization.CultureInfo.InvariantCulture, format, row);
        Dataset data = new(TextColumn.FromValues("price", Enumerable.Range(0, 400).Select(Text)));
        FittedCategoryEncoder fitted = new CategoryEncoder().Fit(data);
        Column price = fitted.Transform(data)["price"];

        Assert.Equal(1399.25, price.ToNumbers().Span[399]);
        double median = price.ToNumbers().Span[7];
        Assert.InRange(median, 1150, 1250);
        Assert.Equal(median, price.ToNumbers().Span[8]);
        Assert.Contains($"decimal mark '{mark}'", Assert.Single(fitted.Report.Findings, finding => finding is { Code: "PREP406", Column: "price" }).Message, StringComparison.Ordinal);
        Assert.Equal(1042.25, fitted.Transform(data.Slice(42, 1))["price"].GetValue(0));
    }

    [Fact]
    public void Fit_LongTextOfAmounts_IsJudgedByRowsSpreadOverIt()
    {
        Dataset data = new(
            TextColumn.FromValues("price", Enumerable.Range(0, 20_000).Select(row => $"{row},5")),
            TextColumn.FromValues("key", Enumerable.Range(0, 20_000).Select(row => row < 9_000 ? $"{row}" : $"k{row}")),
            TextColumn.FromValues("account", Enumerable.Range(0, 20_000).Select(row => $"4000000000000000000{row:00000}")));
        FittedCategoryEncoder fitted = new CategoryEncoder().Fit(data);
        Dataset encoded = fitted.Transform(data);
        Assert.Equal(["price"], encoded.Columns.Select(column => column.Name));
        Assert.Equal(19_999.5, encoded["price"].GetValue(19_999));
    }

    [Fact]
    public void Fit_NameTaken_TakesAnother()
    {
        var data = new Dataset(CategoryColumn.FromValues("a", ["b=c", "x"]), CategoryColumn.FromValues("a=b", ["c", "x"]), new NumberColumn("a=x", new double[2]));
        Dataset encoded = new CategoryEncoder().Fit(data).Transform(data);

        Assert.Equal(["a=x", "a=b=c", "a=x_2", "a=b=c_2", "a=b=x"], encoded.Schema.Select(field => field.Name));
    }

    public static TheoryData<EncodingMethod> LearningFromLabels => new(EncodingMethod.Target(2, 3), EncodingMethod.JamesStein(3), EncodingMethod.WeightOfEvidence(folds: 3));

    [Theory]
    [MemberData(nameof(LearningFromLabels))]
    public void FitTransform_RowsInTime_LearnFromEarlierOnesAlone(EncodingMethod method)
    {
        const int Rows = 40;
        var random = new RandomStream(8);
        int[] when = random.Permutation(Rows), levels = [.. Enumerable.Range(0, Rows).Select(_ => random.NextInt32(3))];
        bool[] labels = [.. Enumerable.Range(0, Rows).Select(_ => random.NextInt32(2) == 0)];
        Dataset data = new Dataset(CategoryColumn.FromValues("c", levels.Select(level => $"{level}")), new IntegerColumn("t", Array.ConvertAll(when, time => (long)time)), new FlagColumn("y", labels)).WithRole("t", ColumnRole.Time).WithRole("y", ColumnRole.Label);
        double[] Encode(bool[] known) => new CategoryEncoder(new() { Method = method }).FitTransform(data.With(new FlagColumn("y", known))).TrainingOutput!["c"].ToNumbers().ToArray();
        double[] encoded = Encode(labels);

        // Four blocks of ten. The earliest has no past: one number for all.
        Assert.Single(Enumerable.Range(0, Rows).Where(row => when[row] < 10).Select(row => encoded[row]).Distinct());
        for (int block = 1; block < 4; block++)
        {
            int[] past = [.. Enumerable.Range(0, Rows).Where(row => when[row] < 10 * block)], own = [.. Enumerable.Range(0, Rows).Where(row => when[row] / 10 == block)];
            FittedCategoryEncoder alone = new CategoryEncoder(new() { Method = method }).Fit(data.WithRole("t", ColumnRole.Ignored).Take(past));
            Assert.Equal(alone.Transform(data.Take(own))["c"].ToNumbers().ToArray(), own.Select(row => encoded[row]));
        }

        // What comes later changes nothing of what was before, and a row's own label nothing of itself.
        bool[] other = [.. labels.Select((label, row) => when[row] >= 20 ? !label : label)];
        double[] again = Encode(other);
        Assert.All(Enumerable.Range(0, Rows).Where(row => when[row] < 30), row => Assert.True(when[row] >= 20 || encoded[row] == again[row]));
        Assert.All(Enumerable.Range(0, Rows).Where(row => when[row] is >= 20 and < 30), row => Assert.Equal(encoded[row], again[row]));
    }

    [Fact]
    public void FitTransform_TimeOfFewRowsOrMissing_IsDefinedOrRefused()
    {
        Dataset data = new Dataset(CategoryColumn.FromValues("c", ["a", "b"]), new IntegerColumn("t", new long[] { 2, 1 }), new FlagColumn("y", new[] { true, false })).WithRole("t", ColumnRole.Time).WithRole("y", ColumnRole.Label);
        var encoder = new CategoryEncoder(new() { Method = EncodingMethod.Target() });

        Assert.Equal([0.5, 0.5], encoder.FitTransform(data).TrainingOutput!["c"].ToNumbers().ToArray());
        Dataset longer = data.Append(data).Append(data);
        Dataset hole = longer.With(new IntegerColumn("t", new long[6], MissingMask.Create(6, row => row == 4)), ColumnRole.Time);
        Assert.Contains("Row 4 has no time", Assert.Throws<MlopsException>(() => encoder.FitTransform(hole)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FitTransform_Groups_AreNotTornApart()
    {
        (Dataset data, double[] label) = Noise(5, rows: 200, levels: 200);
        int[] groups = [.. Enumerable.Range(0, 200).Select(row => row / 10)];
        data = data.With(new CategoryColumn("c", groups, new CategoryLevels([.. Enumerable.Range(0, 20).Select(group => $"g{group}")])))
            .With(new IntegerColumn("g", Array.ConvertAll(groups, group => (long)group)), ColumnRole.Group);
        double[] shown = Values(new CategoryEncoder(new() { Method = EncodingMethod.Target() }).FitTransform(data).TrainingOutput!, "c");

        Assert.All(shown, value => Assert.Equal(label.Average(), value, 1e-12));
    }

    private static (Dataset Data, double[] Label) Noise(ulong seed, int rows, int levels)
    {
        var random = RandomStream.For(seed, "noise");
        double[] label = new double[rows];
        int[] codes = new int[rows];
        for (int row = 0; row < rows; row++)
        {
            label[row] = random.NextGaussian();
            codes[row] = random.NextInt32(levels);
        }

        var names = new CategoryLevels([.. Enumerable.Range(0, levels).Select(level => $"l{level}")]);
        return (new Dataset(new CategoryColumn("c", codes, names), new NumberColumn("y", label)).WithRole("y", ColumnRole.Label), label);
    }
}
