using CsCheck;

namespace Mlops.Sdk.Profiling.Tests.Segments;

public sealed class SegmentStorageTests
{
    private static readonly Dataset s_data = new(
        CategoryColumn.FromValues("region", Enumerable.Range(0, 240).Select(i => i % 7 == 0 ? null : $"r{i % 5}")),
        new NumberColumn("x", Enumerable.Range(0, 240).Select(i => i % 11 == 0 ? double.NaN : i * 1.5).ToArray()),
        new FlagColumn("on", Enumerable.Range(0, 240).Select(i => i % 3 == 0).ToArray()),
        new TimestampColumn("at", Enumerable.Range(0, 240).Select(i => new DateTime(2024, 1, 1).AddDays(i).Ticks).ToArray()));

    [Theory]
    [InlineData("values")]
    [InlineData("pairs")]
    [InlineData("ranges")]
    [InlineData("equal ranges")]
    [InlineData("months")]
    public void ReadFrom_WrittenSummary_IsTheSame_AndGoesOnAsItWould(string by)
    {
        SegmentBy segments = By(by);
        SegmentOptions options = new() { Segments = 2, LeastRows = 5, Profile = new() { Detail = ProfileDetail.Full, MinimumGroup = 2, Silent = ["PROF021"] } };
        SegmentSummary written = new(s_data.Schema, segments, options);
        Assert.Equal(Tables.Bytes(written.WriteTo), Tables.Bytes(Read(Tables.Bytes(written.WriteTo)).WriteTo));
        written.Add(s_data.Slice(0, 150));
        byte[] bytes = Tables.Bytes(written.WriteTo);
        SegmentSummary read = Read(bytes);
        Assert.Equal(bytes, Tables.Bytes(read.WriteTo));
        Assert.Equal(options, read.Options);
        Assert.Equal(written.ToReport().ToJson(), read.ToReport().ToJson());
        written.Add(s_data.Slice(150, 90));
        read.Add(s_data.Slice(150, 90));
        Assert.Equal(Tables.Bytes(written.WriteTo), Tables.Bytes(read.WriteTo));
        SegmentSummary later = Read(bytes);
        later.Merge(read);
        Assert.Equal(150 + 240, later.ToReport().Whole.RowCount);
    }

    [Fact]
    public void Merge_OfAStoredPart_IntoOneWithARedactionKey_IsTheWhole()
    {
        SegmentOptions options = new() { LeastRows = 5, Profile = new() { Detail = ProfileDetail.Standard, Redaction = Redaction.All } }, keyed = options with { Profile = options.Profile with { RedactionKey = RedactionKey.FromText("sixteen characters") } };
        SegmentSummary first = new(s_data.Schema, "region", keyed), second = new(s_data.Schema, "region", keyed);
        first.Add(s_data.Slice(0, 100));
        second.Add(s_data.Slice(100, 140));
        first.Merge(Read(Tables.Bytes(second.WriteTo)));
        Assert.Equal(s_data.RowCount, first.ToReport().Whole.RowCount);
    }

    [Theory]
    [InlineData("values")]
    [InlineData("equal ranges")]
    [InlineData("months")]
    public void ReadFrom_DamagedBytes_SaysSo(string by)
    {
        SegmentSummary summary = new(s_data.Schema, By(by), new() { Profile = new() { Detail = ProfileDetail.Standard }, LeastRows = 5 });
        summary.Add(s_data.Slice(0, 60));
        byte[] bytes = Tables.Bytes(summary.WriteTo);
        Gen.Select(Gen.Int[0, bytes.Length - 1], Gen.Byte, Gen.Bool).Sample((at, value, cut) =>
        {
            byte[] damaged = cut ? bytes[..at] : [.. bytes];
            if (!cut) damaged[at] = value;
            try
            {
                _ = Read(damaged).ToReport();
                Assert.False(cut);
            }
            catch (MlopsException error)
            {
                Assert.Equal("MLO1051", error.Code);
            }
        }, iter: 150);
    }

    [Fact]
    public void ReadFrom_ASegmentThatNoRowIsIn_IsRefused()
    {
        SegmentSummary summary = new(s_data.Schema, SegmentBy.Ranges("x", 100), new() { Profile = new() { Detail = ProfileDetail.Standard } });
        summary.Add(s_data.Slice(0, 30));
        byte[] bytes = Tables.Bytes(summary.WriteTo), name = "up to 100"u8.ToArray();
        int at = bytes.AsSpan().LastIndexOf(name);
        bytes[at] = (byte)'<';
        Assert.Contains("cannot be in", Assert.Throws<MlopsException>(() => Read(bytes)).Message, StringComparison.Ordinal);
    }

    private static SegmentBy By(string name) => name switch
    {
        "values" => SegmentBy.Values("region"),
        "pairs" => SegmentBy.Values("region", "on"),
        "ranges" => SegmentBy.Ranges("x", 40, 200),
        "equal ranges" => SegmentBy.EqualRanges("x", 3),
        _ => SegmentBy.Period("at", SegmentPeriod.Month),
    };

    private static SegmentSummary Read(byte[] bytes) => SegmentSummary.ReadFrom(new BinaryReader(new MemoryStream(bytes)));
}
