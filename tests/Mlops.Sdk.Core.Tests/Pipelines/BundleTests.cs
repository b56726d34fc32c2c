using System.IO.Compression;
using System.Text;
using Mlops.Sdk.Testing;

namespace Mlops.Sdk.Core.Tests.Pipelines;

public sealed class BundleTests
{
    private static readonly Dataset s_data = ContractData.Numeric();
    private static readonly FittedPipeline s_model = Pipeline.Empty.Add(new Shift()).Add(new MeanTrainer()).Fit(s_data);
    private static readonly byte[] s_bundle = PipelineTests.Bytes(s_model);

    [Fact]
    public void Load_WhatWasSaved_ScoresTheSameBitsAndSavesTheSameBytes()
    {
        FittedPipeline loaded = Load(s_bundle);
        Assert.Null(SameBits.Difference(s_model.Score(s_data), loaded.Score(s_data)));
        Assert.Equal(s_bundle, PipelineTests.Bytes(loaded));
        Assert.Equal(s_model.InputSchema, loaded.InputSchema);
        Assert.Equal(s_model.CreatedAt, loaded.CreatedAt);
    }

    [Fact]
    public void Save_File_IsWholeAndReplaces()
    {
        using var folder = new TempFolder();
        string path = folder.File("deep", "m.mlops");
        s_model.Save(path);
        s_model.Save(path);
        Assert.Equal(s_bundle, File.ReadAllBytes(path));
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(path)!));
    }

    [Fact]
    public void Load_KindThatIsNotKnown_SaysSo() =>
        Assert.Contains("acme.shift", Assert.Throws<BundleFormatException>(() => FittedPipeline.Load(new MemoryStream(s_bundle))).Message, StringComparison.Ordinal);

    [Fact]
    public void Load_CutAnywhere_IsRefused()
    {
        for (int length = 0; length < s_bundle.Length; length += 13)
            Assert.Throws<BundleFormatException>(() => Load(s_bundle[..length]));
    }

    [Fact]
    public void Load_AnyByteFlipped_IsRefusedOrHarmless()
    {
        for (int place = 0; place < s_bundle.Length; place += 3)
        {
            byte[] bundle = [.. s_bundle];
            bundle[place] ^= 0x10;
            try
            {
                Assert.Null(SameBits.Difference(s_model.Score(s_data), Load(bundle).Score(s_data)));
            }
            catch (MlopsException)
            {
            }
        }
    }

    [Theory]
    [InlineData("../evil.txt")]
    [InlineData("/etc/evil")]
    [InlineData("steps\\..\\evil")]
    [InlineData("c:/evil")]
    [InlineData("steps/.hidden")]
    public void Load_EntryThatLeavesTheArchive_IsRefusedByName(string name)
    {
        var error = Assert.Throws<BundleFormatException>(() => Load(With(name, [1, 2, 3])));
        Assert.Contains(name, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_EntryThatTheManifestDoesNotName_IsRefused() =>
        Assert.Contains("not in the manifest", Assert.Throws<BundleFormatException>(() => Load(With("steps/extra.bin", [1]))).Message, StringComparison.Ordinal);

    [Fact]
    public void Load_EntryWithOtherContent_IsRefusedByName()
    {
        var error = Assert.Throws<BundleFormatException>(() => Load(With("model/00-acme.mean/mean.bin", new byte[8])));
        Assert.Contains("does not match its hash", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_ZipBomb_StopsAtTheDeclaredLength()
    {
        byte[] bomb = With("model/00-acme.mean/mean.bin", new byte[300 << 20]);
        Assert.True(bomb.Length < 1 << 20);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("longer than the 8 bytes", Assert.Throws<BundleFormatException>(() => Load(bomb)).Message, StringComparison.Ordinal);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 8 << 20);
    }

    [Fact]
    public void Load_FormatOfTheFuture_SaysToUpdate()
    {
        string manifest = ReadManifest().Replace("\"format_version\": 1", "\"format_version\": 2", StringComparison.Ordinal);
        Assert.Contains("Update the SDK", Assert.Throws<BundleFormatException>(() => Load(With("manifest.json", Encoding.UTF8.GetBytes(manifest)))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("{}")]
    [InlineData("""{"format":"mlops","format_version":1}""")]
    [InlineData("""{"format":"mlops","format_version":"x"}""")]
    public void Load_ManifestThatIsNone_IsRefused(string manifest) =>
        Assert.Throws<BundleFormatException>(() => Load(With("manifest.json", Encoding.UTF8.GetBytes(manifest))));

    private static FittedPipeline Load(byte[] bundle) => FittedPipeline.Load(new MemoryStream(bundle), new() { Kinds = Acme.Kinds });

    private static string ReadManifest()
    {
        using var zip = new ZipArchive(new MemoryStream(s_bundle));
        using var reader = new StreamReader(zip.GetEntry("manifest.json")!.Open());
        return reader.ReadToEnd();
    }

    private static byte[] With(string name, byte[] content, byte[]? bundle = null)
    {
        using var stream = new MemoryStream();
        stream.Write(bundle ?? s_bundle);
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
        {
            zip.GetEntry(name)?.Delete();
            using Stream entry = zip.CreateEntry(name).Open();
            entry.Write(content);
        }

        if (name == "manifest.json") return With("manifest.sha256", Encoding.ASCII.GetBytes(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(content))), stream.ToArray());

        return stream.ToArray();
    }
}
