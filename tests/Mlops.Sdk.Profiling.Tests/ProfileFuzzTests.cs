using CsCheck;

namespace Mlops.Sdk.Profiling.Tests;

public sealed class ProfileFuzzTests
{
    private static readonly ProfileOptions s_sketched = new() { SampleRows = 100, Summary = new() { ExactValues = 8 } };

    [Fact]
    public void Profile_AnyTable_IsWrittenInEveryForm() => Tables.Any.Sample(data =>
    {
        foreach (ProfileOptions options in (ProfileOptions[])[new(), s_sketched, new() { AssociationColumns = 1 }])
        {
            ProfileReport report = data.Profile(options);
            Assert.NotEmpty(report.ToJson());
            Assert.NotEmpty(report.ToHtml());
            Assert.NotEmpty(report.ToString());
            foreach (Association pair in report.Associations)
            {
                Assert.InRange(pair.Strength, 0, 1);
                Assert.All(pair.Measures, measure => Assert.True(double.IsNaN(measure.Value) || Math.Abs(measure.Value) <= 1, $"{pair}: {measure}"));
            }
        }
    }, iter: 60);

    [Fact]
    public void Merge_AnyParts_TellsOfRowsWhatTheWholeDoes() => Gen.Select(Tables.Sound, Tables.Parts, Gen.ULong).Sample((data, parts, seed) =>
    {
        foreach (ProfileOptions options in (ProfileOptions[])[new(), s_sketched])
        {
            ProfileSummary whole = new(data.Schema, options), merged = new(data.Schema, options);
            whole.Add(data);
            foreach (Dataset cut in Tables.Cut(data, parts, seed))
            {
                var part = new ProfileSummary(data.Schema, options);
                part.Add(cut);
                merged.Merge(part);
            }

            ProfileReport one = whole.ToReport(), other = merged.ToReport();
            Assert.Equal(one.Duplicates!.Rows.ToString(), other.Duplicates!.Rows.ToString());
            Assert.Equal(one.SampledRows, other.SampledRows);
            Assert.Equal(one.CandidateKeys.Select(key => key.ToString()), other.CandidateKeys.Select(key => key.ToString()));
            Assert.Equal(one.Dependencies, other.Dependencies);
            // Rounding decides which of two pairs of the same strength comes first, and the last digit of what is shown.
            Assert.Equal(Strengths(one), Strengths(other), (a, b) => a.A == b.A && a.B == b.B && Math.Abs(a.Strength - b.Strength) <= 1e-9);
            byte[] bytes = Tables.Bytes(merged.WriteTo);
            var read = ProfileSummary.ReadFrom(new BinaryReader(new MemoryStream(bytes)));
            Assert.Equal(bytes, Tables.Bytes(read.WriteTo));
            Assert.Equal(other.ToJson(), read.ToReport().ToJson());
        }
    }, iter: 60);

    private static IEnumerable<Association> Strengths(ProfileReport report) => report.Associations.OrderBy(pair => pair.A, StringComparer.Ordinal).ThenBy(pair => pair.B, StringComparer.Ordinal);

    [Fact]
    public void Merge_OtherRolesOrSamples_IsRefused()
    {
        Dataset data = Tables.Mixed(20);
        var summary = new ProfileSummary(data.Schema);
        Assert.Throws<ArgumentException>(() => summary.Merge(new ProfileSummary(data.WithRole("x", ColumnRole.Label).Schema)));
        Assert.Throws<ArgumentException>(() => summary.Merge(new ProfileSummary(data.Schema, new() { SampleRows = 500 })));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ProfileSummary(data.Schema, new() { SampleRows = 5 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ProfileSummary(data.Schema, null, -1));
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.Throws<OperationCanceledException>(() => data.Profile(cancellationToken: cancelled.Token));
    }

    [Fact]
    public void Profile_ManyLevels_AndFewRows_AreDefined()
    {
        var levels = new Dataset(CategoryColumn.FromValues("a", Enumerable.Range(0, 12_000).Select(i => $"l{i % 5000}")), CategoryColumn.FromValues("b", Enumerable.Range(0, 12_000).Select(i => $"m{i % 4999}")));
        Association pair = Assert.Single(levels.Profile().Associations);
        Assert.True(double.IsNaN(pair["phi_k"]!.Value));
        Assert.InRange(pair["cramers_v"]!.Value, 0, 1);
        for (int rows = 0; rows < 3; rows++)
        {
            ProfileReport report = Tables.Mixed(rows).Profile();
            Assert.Equal(rows, report.Duplicates!.Rows.Rows);
            Assert.NotEmpty(report.ToJson());
        }
    }
}
