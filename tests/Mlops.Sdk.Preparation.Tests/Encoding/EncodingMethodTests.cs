using Mlops.Sdk.Numerics;
using Mlops.Sdk.Testing;

namespace Mlops.Sdk.Preparation.Tests.Encoding;

public sealed class EncodingMethodTests
{
    private static readonly Dataset s_train = new Dataset(
        CategoryColumn.FromValues("c", ["a", "a", "b", "b", "b", "d", null, "a", "e", "e"]),
        CategoryColumn.FromValues("y", ["no", "yes", "yes", "yes", "no", "yes", "no", "no", "no", "yes"])).WithRole("y", ColumnRole.Label);

    public static TheoryData<string, EncodingMethod> Methods => new()
    {
        { "one-hot, own columns", EncodingMethod.OneHot(minRows: 20, missingColumn: true, unseen: UnseenLevels.OwnColumn) },
        { "one-hot, as rare", EncodingMethod.OneHot(maxLevels: 2, unseen: UnseenLevels.AsRare) },
        { "James-Stein", EncodingMethod.JamesStein(4) },
        { "weight of evidence", EncodingMethod.WeightOfEvidence(0.5) },
        { "frequency", EncodingMethod.Frequency() },
        { "count", EncodingMethod.Frequency(counts: true) },
        { "words", EncodingMethod.HashedNgrams(16, to: 2, idf: true) },
        { "characters", EncodingMethod.HashedNgrams(16, NgramKind.Characters, 2, 3, normalize: false) },
    };

    [Theory]
    [MemberData(nameof(Methods))]
    public void Contract_OfEveryMethod_Holds(string name, EncodingMethod method)
    {
        Assert.NotEmpty(name);
        StepContract.Verify(new CategoryEncoder(new() { Method = method, MaxTextLevels = 2000, Timestamps = TimestampEncoding.Cycles, TimestampParts = (TimestampParts)2047 }), ContractData.Mixed());
    }

    [Fact]
    public void OneHot_LevelsNotSeen_GoWhereTheyAreSent()
    {
        Dataset Encode(string? level, UnseenLevels unseen) => new CategoryEncoder(new() { Method = EncodingMethod.OneHot(minRows: 2, missingColumn: true, unseen: unseen) }).Fit(s_train).Transform(new Dataset(CategoryColumn.FromValues("c", [level])));
        string[] names = ["c=a", "c=b", "c=e", "c=(rare)", "c=(missing)"];
        Assert.Equal(names, Encode("a", UnseenLevels.AsRare).Schema.Select(field => field.Name));
        Assert.Equal([.. names, "c=(unseen)"], Encode("a", UnseenLevels.OwnColumn).Schema.Select(field => field.Name));
        Assert.Equal("c=(rare)", One(Encode("d", UnseenLevels.OwnColumn)));
        Assert.Equal("c=(missing)", One(Encode("new", UnseenLevels.AsMissing)));
        Assert.Equal("c=(rare)", One(Encode("new", UnseenLevels.AsRare)));
        Assert.Equal("c=(unseen)", One(Encode("new", UnseenLevels.OwnColumn)));
        Assert.Equal("c=(missing)", One(Encode(null, UnseenLevels.OwnColumn)));

        static string One(Dataset row) => row.Columns.Single(column => (double)column.GetValue(0)! == 1).Name;
    }

    [Fact]
    public void Frequency_CountsLevelsAndMissing_AndKnowsNoOther()
    {
        FittedCategoryEncoder shares = new CategoryEncoder(new() { Method = EncodingMethod.Frequency() }).Fit(s_train), counts = new CategoryEncoder(new() { Method = EncodingMethod.Frequency(counts: true) }).Fit(s_train);
        Dataset rows = new(CategoryColumn.FromValues("c", ["a", "d", null, "new"]));
        Assert.Equal([0.3, 0.1, 0.1, 0], shares.Transform(rows)["c"].ToNumbers().ToArray());
        Assert.Equal([3, 1, 1, 0], counts.Transform(rows)["c"].ToNumbers().ToArray());
    }

    [Fact]
    public void JamesStein_OfLevelsThatDifferByChance_IsTheOverallMean_AndOfClearOnesTheirOwn()
    {
        var random = new RandomStream(4);
        int[] levels = [.. Enumerable.Range(0, 4000).Select(_ => random.NextInt32(40))];
        double[] noise = [.. levels.Select(_ => random.NextGaussian())], clear = [.. levels.Select(level => (10.0 * level) + random.NextGaussian())];
        double[] Shown(double[] label)
        {
            Dataset data = new Dataset(CategoryColumn.FromValues("c", levels.Select(level => $"l{level:00}")), new NumberColumn("y", label)).WithRole("y", ColumnRole.Label);
            return new CategoryEncoder(new() { Method = EncodingMethod.JamesStein() }).Fit(data).Transform(new Dataset(CategoryColumn.FromValues("c", Enumerable.Range(0, 40).Select(level => $"l{level:00}"))))["c"].ToNumbers().ToArray();
        }

        Assert.All(Shown(noise), value => Assert.Equal(noise.Average(), value, 0.15));
        Assert.All(Shown(clear).Select((value, level) => value - (10.0 * level)), value => Assert.InRange(value, -0.5, 0.5));
    }

    [Theory]
    [MemberData(nameof(OfTheLabel))]
    public void FitTransform_LabelsInRandomOrder_GivesNoGain(EncodingMethod method)
    {
        double gain = 0;
        for (ulong seed = 0; seed < 8; seed++)
        {
            RandomStream random = RandomStream.For(seed, "noise");
            double[] label = [.. Enumerable.Range(0, 2000).Select(_ => (double)random.NextInt32(2))];
            Dataset data = new Dataset(CategoryColumn.FromValues("c", label.Select(_ => $"l{random.NextInt32(200)}")), CategoryColumn.FromValues("y", label.Select(value => value == 1 ? "yes" : "no"))).WithRole("y", ColumnRole.Label);
            double[] shown = new CategoryEncoder(new() { Method = method }).FitTransform(data, new() { Seed = seed }).TrainingOutput!["c"].ToNumbers().ToArray();
            double correlation = Correlation.Pearson(shown, label);
            gain += (double.IsNaN(correlation) ? 0 : correlation) / 8;
        }

        Assert.InRange(gain, -0.05, 0.05);
    }

    public static TheoryData<EncodingMethod> OfTheLabel => [EncodingMethod.JamesStein(), EncodingMethod.WeightOfEvidence()];

    [Fact]
    public void WeightOfEvidence_OfMoreClassesOrNumbers_IsRefused()
    {
        Dataset three = s_train.With(CategoryColumn.FromValues("y", ["p", "q", "r", "p", "q", "r", "p", "q", "r", "p"]), ColumnRole.Label);
        MlopsException error = Assert.Throws<MlopsException>(() => new CategoryEncoder(new() { Method = EncodingMethod.WeightOfEvidence() }).Fit(three));
        Assert.Equal("MLO1711", error.Code);
        Assert.Contains("3 classes", error.Message, StringComparison.Ordinal);
        Dataset number = s_train.With(new NumberColumn("y", Enumerable.Range(0, 10).Select(i => i * 1.25).ToArray()), ColumnRole.Label);
        Assert.Throws<MlopsException>(() => new CategoryEncoder(new() { Method = EncodingMethod.WeightOfEvidence() }).Fit(number));
    }

    [Fact]
    public void WeightOfEvidence_TellsTheInformationValue() =>
        Assert.Contains("information value", new CategoryEncoder(new() { Method = EncodingMethod.WeightOfEvidence() }).Fit(s_train).Report.ToText(), StringComparison.Ordinal);

    [Fact]
    public void Timestamps_AllParts_AreThoseOfTheCalendar()
    {
        DateTime[] moments = [new(2024, 12, 30, 23, 59, 58), new(2023, 1, 1, 6, 0, 0), new(2024, 2, 29, 12, 30, 15)];
        Dataset data = new(new TimestampColumn("at", moments.Select(moment => moment.Ticks).ToArray()));
        Dataset parts = new CategoryEncoder(new() { TimestampParts = (TimestampParts)2047 }).Fit(data).Transform(data);
        Assert.Equal([4, 1, 1], parts["at=quarter"].ToNumbers().ToArray());
        Assert.Equal([1, 52, 9], parts["at=week"].ToNumbers().ToArray());
        Assert.Equal([365, 1, 60], parts["at=day_of_year"].ToNumbers().ToArray());
        Assert.Equal([30, 1, 29], parts["at=day_of_month"].ToNumbers().ToArray());
        Assert.Equal([1, 7, 4], parts["at=day_of_week"].ToNumbers().ToArray());
        Assert.Equal([59, 0, 30], parts["at=minute"].ToNumbers().ToArray());
        Assert.Equal((moments[0] - DateTime.UnixEpoch).TotalDays, parts["at=days"].ToNumbers().Span[0]);
        Dataset cycles = new CategoryEncoder(new() { TimestampParts = TimestampParts.Minute | TimestampParts.Year, Timestamps = TimestampEncoding.Cycles }).Fit(data).Transform(data);
        Assert.Equal(["at=year", "at=minute_sin", "at=minute_cos"], cycles.Schema.Select(field => field.Name));
        Assert.Equal(0, cycles["at=minute_sin"].ToNumbers().Span[2], 1e-12);
        Assert.Throws<ArgumentException>(() => new CategoryEncoder(new() { TimestampParts = TimestampParts.None }));
    }

    [Fact]
    public void HashedNgrams_OfAnyText_AreFinite_AndOneRowIsAsInABatch()
    {
        string[] odd = ["", " ", "\t\n", "a", new string('x', 5000), string.Concat(Enumerable.Repeat("Ⱥ İ ", 300)), "\U0001F600\U0001F600 emoji", "<b>markup</b> & 'quotes'", "ẞẞ ǅǅ", "１２３ ⅣⅣ"];
        Dataset data = new(TextColumn.FromValues("t", odd.Append(null)));
        foreach (EncodingMethod method in (EncodingMethod[])[EncodingMethod.HashedNgrams(8, to: 3, idf: true), EncodingMethod.HashedNgrams(8, NgramKind.Characters, 1, 4)])
        {
            FittedCategoryEncoder fitted = new CategoryEncoder(new() { Method = method }).Fit(data);
            Dataset all = fitted.Transform(data);
            Assert.All(all.Columns, column => Assert.All(column.ToNumbers().ToArray(), value => Assert.True(double.IsFinite(value))));
            for (int row = 0; row < data.RowCount; row++)
            {
                Assert.Null(SameBits.Difference(all.Slice(row, 1), fitted.Transform(data.Slice(row, 1))));
                double squares = all.Columns.Sum(column => Math.Pow(column.ToNumbers().Span[row], 2));
                Assert.True(Math.Abs(squares - 1) < 1e-12 || squares == 0, $"{row}: {squares}");
            }
        }
    }
}
