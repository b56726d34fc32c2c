using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Profiling.Tests;

public sealed class LabelLeakTests
{
    private const int Rows = 1200;

    [Fact]
    public void Profile_RareClassGivenAway_IsFoundInDatasetSourceAndMergedParts()
    {
        Dataset data = Make((row, rare, random) => random.NextGaussian() + (rare ? 20 : 0));
        var parts = new ProfileSummary(data.Schema);
        for (int start = 0; start < Rows; start += 400)
        {
            var part = new ProfileSummary(data.Schema);
            part.Add(data.Slice(start, 400));
            parts.Merge(part);
        }

        foreach (ProfileReport report in (ProfileReport[])[data.Profile(), data.AsSource().Profile(), parts.ToReport()])
            Assert.Contains("'x'", Assert.Single(report.Findings, finding => finding.Code == "PROF009").Message, StringComparison.Ordinal);
        Assert.Equal(data.AsSource().Profile().Findings, parts.ToReport().Findings);
    }

    [Fact]
    public void ReadFrom_WrittenState_IsWrittenAgainToTheSameBytes()
    {
        var whole = new ProfileSummary(Make((row, rare, random) => random.NextGaussian() + (rare ? 20 : 0)).Schema);
        whole.Add(Make((row, rare, random) => random.NextGaussian() + (rare ? 20 : 0)));
        byte[] bytes = BytesOf(whole);
        var read = ProfileSummary.ReadFrom(new BinaryReader(new MemoryStream(bytes)));
        Assert.Equal(bytes, BytesOf(read));
        Assert.Equal(whole.Options, read.Options);
        Assert.Equal(whole.ToReport().ToJson(), read.ToReport().ToJson());
        bytes[3] ^= 1;
        Assert.Equal("MLO1051", Assert.Throws<MlopsException>(() => ProfileSummary.ReadFrom(new BinaryReader(new MemoryStream(bytes)))).Code);
    }

    private static byte[] BytesOf(ProfileSummary summary)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        summary.WriteTo(writer);
        writer.Flush();
        return stream.ToArray();
    }

    [Fact]
    public void Profile_GoodButImperfectFeature_IsSilent() =>
        Assert.DoesNotContain(Make((row, rare, random) => random.NextGaussian() + (rare ? 1.5 : 0)).Profile().Findings, finding => finding.Code == "PROF009");

    [Fact]
    public void Profile_MissingExactlyInOneClass_IsFound()
    {
        Dataset data = Make((row, rare, random) => rare ? double.NaN : random.NextGaussian());
        Assert.Contains("being missing", Assert.Single(data.AsSource().Profile().Findings, finding => finding.Code == "PROF009").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Separation_RandomSamples_EqualsShareOfPairs()
    {
        var random = new RandomStream(5);
        double[] scores = [.. Enumerable.Range(0, 500).Select(_ => (double)random.NextInt32(40))];
        int[] classes = [.. scores.Select(score => score + random.NextInt32(40) > 40 ? 1 : 0)];
        double[] zeros = [.. scores.Where((_, row) => classes[row] == 0)], ones = [.. scores.Where((_, row) => classes[row] == 1)];
        double area = ones.Sum(one => zeros.Sum(zero => one > zero ? 1 : one == zero ? 0.5 : 0)) / ((double)zeros.Length * ones.Length);

        (double[], long[]) Part(int code)
        {
            double[] values = [.. scores.Where((_, row) => classes[row] == code).Order()];
            return (values, [.. values.Select((_, index) => index + 1L)]);
        }

        Assert.Equal(Math.Max(area, 1 - area), ClassSeparation.Of(Part(0), Part(1)), 12);
    }

    private static Dataset Make(Func<int, bool, RandomStream, double> value)
    {
        var random = new RandomStream(11);
        bool[] rare = [.. Enumerable.Range(0, Rows).Select(row => row % 31 == 0)];
        double[] values = [.. rare.Select((one, row) => value(row, one, random))];
        return new Dataset(new NumberColumn("x", values), CategoryColumn.FromValues("label", rare.Select(one => one ? "rare" : "common"))).WithRole("label", ColumnRole.Label);
    }
}
