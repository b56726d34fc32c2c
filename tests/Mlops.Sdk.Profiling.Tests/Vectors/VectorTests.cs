using System.Text.Json;
using CsCheck;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Profiling.Tests.Vectors;

public sealed class VectorTests
{
    private static readonly JsonElement s_reference = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "ReferenceData", "vectors.json"))).RootElement;
    private static readonly double[][] s_values = [.. s_reference.GetProperty("values").EnumerateArray().Select(row => row.EnumerateArray().Select(one => one.GetDouble()).ToArray())];
    private static readonly Dataset s_data = Of(s_values);

    [Fact]
    public void Vector_EqualsNumPy()
    {
        VectorProfile vector = Assert.Single(s_data.Profile().Vectors);
        Assert.Equal(("e", 12, 60, 60), (vector.Name, vector.Dimension, vector.Complete, vector.SampledRows));
        Assert.Equal((1, 1), (vector.ConstantComponents, vector.ZeroComponents));
        Assert.Equal(s_reference.GetProperty("norm_mean").GetDouble(), vector.NormMean, 1e-9);
        Assert.Equal(s_reference.GetProperty("norm_std").GetDouble(), vector.NormDeviation, 1e-9);
        Assert.Equal(s_reference.GetProperty("effective_rank").GetDouble(), vector.EffectiveRank, 1e-9);
        foreach ((JsonElement expected, double actual) in s_reference.GetProperty("explained").EnumerateArray().Zip(vector.Explained)) Assert.Equal(expected.GetDouble(), actual, 1e-9);
        Assert.InRange(vector.DirectionsFor(0.9)!.Value, 2, 4);
    }

    [Fact]
    public void Variances_OfWideRows_AreThoseOfTallOnes()
    {
        double[] tall = [.. s_values.Take(9).SelectMany(row => row)], values = PrincipalVariances.Of(tall, 9, 12);
        Assert.Equal(8, values.Length);
        Assert.Equal(s_values.Take(9).Select(row => row).ToArray() is var rows ? Enumerable.Range(0, 12).Sum(c => Moments.Of([.. rows.Select(row => row[c])]).Variance) : 0, values.Sum(), 1e-9);
        Assert.Equal(4, PrincipalVariances.EffectiveRank([2, 2, 2, 2, 0]), 1e-12);
        Assert.True(double.IsNaN(PrincipalVariances.EffectiveRank([0, 0])));
    }

    [Fact]
    public void Vectors_AreFoundByTheirNames_OrNamed()
    {
        Assert.Empty(s_data.Profile(new() { FindVectors = false }).Vectors);
        Assert.Empty(s_data.Drop("e.3").Profile().Vectors);
        VectorProfile named = Assert.Single(s_data.Drop("e.3").Profile(new() { Vectors = [new("e")] }).Vectors);
        Assert.Equal(11, named.Dimension);
        Assert.Equal(["e.2", "e.7"], Assert.Single(s_data.Profile(new() { FindVectors = false, Vectors = [new("pair", "e.2", "e.7")] }).Vectors).Components);
        Assert.Equal(["e.1", "e.10", "e.11"], Assert.Single(s_data.Profile(new() { FindVectors = false, Vectors = [new("ones") { Prefix = "e.1" }] }).Vectors).Components);
        Assert.Contains("'e.2'", Assert.Throws<ArgumentException>(() => s_data.Profile(new() { Vectors = [new("v", "e.2", "e_2")] })).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => s_data.Profile(new() { Vectors = [new("nothing")] }));
        Assert.Throws<ArgumentException>(() => s_data.With(CategoryColumn.FromValues("c", Enumerable.Repeat("a", 60))).Profile(new() { Vectors = [new("v", "c", "e.1")] }));
    }

    [Fact]
    public void Options_OfVectors_RoundTripWithTheSummary()
    {
        var options = new ProfileOptions { FindVectors = false, Vectors = [new("pair", "e.2", "e.7"), new("e"), new("ones") { Prefix = "e.1" }] };
        byte[] bytes = Tables.Bytes(new ProfileSummary(s_data.Schema, options).WriteTo);
        Assert.Equal(options, ProfileSummary.ReadFrom(new BinaryReader(new MemoryStream(bytes))).Options);
    }

    [Fact]
    public void Vectors_OfADataView_AreFound()
    {
        VectorProfile vector = Assert.Single(Dataset.FromDataView(s_data.AsDataView()).Profile().Vectors);
        Assert.Equal(12, vector.Dimension);
    }

    [Fact]
    public void Rows_OfEveryKind_AreCounted()
    {
        double[][] rows = [.. s_values.Select(row => row.ToArray())];
        rows[0] = new double[12];
        rows[1][3] = double.NaN;
        rows[2][4] = double.PositiveInfinity;
        Array.Fill(rows[3], double.NaN);
        rows[5] = [.. rows[4]];
        rows[7] = [.. rows[6].Select(value => 2.5 * value)];
        VectorProfile vector = Of(rows).Profile().Vectors[0];
        Assert.Equal((57, 2, 1, 1), (vector.Complete, vector.Incomplete, vector.Absent, vector.ZeroVectors));
        Assert.Equal((1, 0), (vector.RepeatedRows, vector.RepeatedBound));
        Assert.Equal(4 / 57.0, vector.NearDuplicates, 12);
    }

    [Fact]
    public void Merge_OfParts_IsTheWhole() => Gen.Select(Tables.Parts, Gen.ULong).Sample((parts, seed) =>
    {
        ProfileSummary whole = new(s_data.Schema), merged = new(s_data.Schema);
        whole.Add(s_data);
        foreach (Dataset cut in Tables.Cut(s_data, parts, seed))
        {
            var part = new ProfileSummary(cut.Schema);
            part.Add(cut);
            merged.Merge(part);
        }

        byte[] bytes = Tables.Bytes(merged.WriteTo);
        var read = ProfileSummary.ReadFrom(new BinaryReader(new MemoryStream(bytes)));
        Assert.Equal(bytes, Tables.Bytes(read.WriteTo));
        VectorProfile one = whole.ToReport().Vectors[0], other = read.ToReport().Vectors[0];
        Assert.Equal(one.NormMean, other.NormMean, 1e-12);
        Assert.Equal((one.NormMedian, one.EffectiveRank, one.NearDuplicates), (other.NormMedian, other.EffectiveRank, other.NearDuplicates));
    }, iter: 5);

    [Fact]
    public void Vector_Hidden_ShowsNoLength()
    {
        ProfileReport report = s_data.Profile(new() { Redaction = Redaction.All });
        Assert.Null(report.Vectors[0].NormLeast);
        Assert.DoesNotContain("Lengths of", report.ToHtml(), StringComparison.Ordinal);
        using JsonDocument json = JsonDocument.Parse(report.ToJson());
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("data").GetProperty("vectors")[0].GetProperty("norm_max").ValueKind);
        Assert.Contains("Lengths of e", s_data.Profile().ToHtml(), StringComparison.Ordinal);
    }

    [Fact]
    public void Vectors_OfHostileNumbers_AreDefined()
    {
        double[][] rows = [.. Enumerable.Range(0, 70).Select(i => Enumerable.Range(0, 9).Select(c => i % 3 == 0 ? double.MaxValue : i % 3 == 1 ? double.Epsilon : (double)c).ToArray())];
        Assert.NotEmpty(Of(rows).Profile().ToHtml());
        Assert.NotEmpty(Of(rows[..1]).Profile().ToJson());
        Assert.NotEmpty(Of([.. rows.Select(row => row.Select(_ => double.NaN).ToArray())]).Profile().ToHtml());
    }

    internal static Dataset Of(double[][] rows) => new(Enumerable.Range(0, rows[0].Length).Select(c => new NumberColumn($"e.{c}", rows.Select(row => row[c]).ToArray())));
}
