using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Monitoring.Tests.Drift;

public sealed class DriftStorageTests
{
    private static readonly Dataset s_current = DriftSourceTests.Table(new RandomStream(9), 900, 0.4);
    private static readonly FittedDriftDetector s_fitted = new DriftDetector(new() { MaxReferenceRows = 300, MaxCategoryLevels = 30, MaxTextLevels = 20, FalseAlarmRate = 0.01 }).Fit(DriftSourceTests.Table(new RandomStream(8), 1200, 0), new() { Seed = 4 });
    private static readonly byte[] s_file = DriftSourceTests.Bytes(s_fitted);

    [Fact]
    public void Load_WhatWasSaved_GivesTheSameReportsAndTheSameBytes()
    {
        FittedDriftDetector loaded = FittedDriftDetector.Load(new MemoryStream(s_file));
        Assert.Equal(s_file, DriftSourceTests.Bytes(loaded));
        Assert.Equal(s_fitted.Options, loaded.Options);
        Assert.Equal((s_fitted.ReferenceRows, s_fitted.SampledRows), (loaded.ReferenceRows, loaded.SampledRows));
        Assert.Equal(s_fitted.Columns, loaded.Columns);
        Assert.Equal(s_fitted.Compare(s_current).ToJson(), loaded.Compare(new BatchedSource(s_current, 70)).ToJson());
        Dataset wider = s_current.With(new NumberColumn("new", new double[s_current.RowCount]));
        Assert.Equal(s_fitted.Compare(wider).ToJson(), loaded.Compare(wider).ToJson());
    }

    [Fact]
    public void Save_File_IsWholeAndReplaces()
    {
        using var folder = new TempFolder();
        string path = folder.File("deep", "reference.mldrift");
        s_fitted.Save(path);
        s_fitted.Save(path);
        Assert.Equal(s_file, File.ReadAllBytes(path));
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(path)!));
        Assert.Equal(s_fitted.Columns, FittedDriftDetector.Load(path).Columns);
    }

    [Fact]
    public void Save_TenTimesTheRows_TakesNoMoreRoom()
    {
        static Dataset Rows(int count)
        {
            var random = new RandomStream(1);
            return new Dataset(new NumberColumn("x", (double[])[.. Enumerable.Range(0, count).Select(_ => random.NextGaussian())]), CategoryColumn.FromValues("y", Enumerable.Range(0, count).Select(i => "l" + i % 50)));
        }

        DriftDetector detector = new(new() { MaxReferenceRows = 1000 });
        int once = DriftSourceTests.Bytes(detector.Fit(Rows(2000))).Length, tenTimes = DriftSourceTests.Bytes(detector.Fit(Rows(20_000))).Length;
        Assert.InRange(tenTimes, 0, once + 200);
    }

    [Fact]
    public void Load_CutAnywhereOrAnyByteFlipped_IsRefusedOrHarmless()
    {
        string expected = s_fitted.Compare(s_current).ToJson();
        for (int length = 0; length < s_file.Length; length += 97)
            Assert.Throws<BundleFormatException>(() => FittedDriftDetector.Load(new MemoryStream(s_file[..length])));
        for (int place = 0; place < s_file.Length; place += 41)
        {
            byte[] flipped = [.. s_file];
            flipped[place] ^= 0x10;
            try
            {
                Assert.Equal(expected, FittedDriftDetector.Load(new MemoryStream(flipped)).Compare(s_current).ToJson());
            }
            catch (MlopsException)
            {
            }
        }
    }

    [Theory]
    [InlineData("rows", "0", "number of rows")]
    [InlineData("sampled_rows", "-1", "number of rows")]
    [InlineData("sampled_rows", "1", "number of values")]
    [InlineData("options", """{"false_alarm_rate":7}""", "options")]
    [InlineData("options", "null", "state.json")]
    [InlineData("columns", "[]", "list of columns")]
    [InlineData("columns", "[null]", "list of columns")]
    [InlineData("columns", """[{"name":"x","type":"Category","compared":"levels","missing":0,"levels":["a",null],"counts":[1,2]}]""", "list of levels")]
    [InlineData("columns", """[{"name":"x","type":"Category","compared":"levels","missing":0,"levels":["b","a"],"counts":[1,2]}]""", "order of levels")]
    [InlineData("columns", """[{"name":"x","type":"Category","compared":"levels","missing":1200,"levels":["a"],"counts":[2]}]""", "counts of levels")]
    [InlineData("columns", """[{"name":"x","type":"Flag","compared":"numbers","missing":0}]""", "type of column")]
    [InlineData("columns", """[{"name":"x","type":"Number","compared":"by magic","missing":0}]""", "not known")]
    [InlineData("columns", """[{"name":"x","type":"Text","compared":"text","missing":-1}]""", "missing rows")]
    [InlineData("known_columns", "[null]", "list of columns")]
    public void Load_StateThatCannotBe_IsRefusedThoughItsHashesAreRight(string property, string json, string place) =>
        Assert.Contains(place, Assert.Throws<BundleFormatException>(() => FittedDriftDetector.Load(Altered(state => state[property] = JsonNode.Parse(json)))).Message, StringComparison.Ordinal);

    [Fact]
    public void Load_ValuesOutOfOrderOrNaN_IsRefused()
    {
        foreach (double wrong in (double[])[double.NaN, double.NegativeInfinity])
        {
            byte[] bytes = BitConverter.GetBytes(wrong);
            MemoryStream altered = Altered(_ => { }, entry => entry.Name.EndsWith("00000.bin", StringComparison.Ordinal) ? bytes : null);
            Assert.Contains("order of values of column 'price'", Assert.Throws<BundleFormatException>(() => FittedDriftDetector.Load(altered)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Load_ModelOrLaterFormat_SaysWhatItIs()
    {
        var later = new MemoryStream();
        Extensibility.StateArchive.Save(later, "mlops_drift", 2, _ => { });
        Assert.Contains("Update the SDK", Assert.Throws<BundleFormatException>(() => FittedDriftDetector.Load(later)).Message, StringComparison.Ordinal);
        var other = new MemoryStream();
        Extensibility.StateArchive.Save(other, "acme.other", 1, _ => { });
        Assert.Contains("'acme.other' and not 'mlops_drift'", Assert.Throws<BundleFormatException>(() => FittedDriftDetector.Load(other)).Message, StringComparison.Ordinal);
        Assert.Contains("not that of a .mlops bundle", Assert.Throws<BundleFormatException>(() => FittedPipeline.Load(new MemoryStream(s_file))).Message, StringComparison.Ordinal);
    }

    // Writes the archive anew with other content and right hashes, as an attacker would.
    private static MemoryStream Altered(Action<JsonNode> change, Func<ZipArchiveEntry, byte[]?>? replaceBeginning = null)
    {
        using var zip = new ZipArchive(new MemoryStream(s_file));
        var altered = new MemoryStream();
        Extensibility.StateArchive.Save(altered, "mlops_drift", 1, writer =>
        {
            foreach (ZipArchiveEntry entry in zip.Entries.Where(entry => !entry.FullName.StartsWith("manifest", StringComparison.Ordinal)))
            {
                using var copy = new MemoryStream();
                using (Stream content = entry.Open()) content.CopyTo(copy);
                byte[] bytes = copy.ToArray();
                if (replaceBeginning?.Invoke(entry) is { } beginning) beginning.CopyTo(bytes, 8);
                if (entry.FullName == "state.json")
                {
                    JsonNode state = JsonNode.Parse(Encoding.UTF8.GetString(bytes))!;
                    change(state);
                    bytes = Encoding.UTF8.GetBytes(state.ToJsonString());
                }

                writer.WriteBytes(entry.FullName, bytes);
            }
        });
        return altered;
    }
}
