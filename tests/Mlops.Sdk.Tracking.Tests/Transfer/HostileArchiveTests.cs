using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Mlops.Sdk.Testing;
using Mlops.Sdk.Tracking.Tests.Support;

namespace Mlops.Sdk.Tracking.Tests.Transfer;

/// <summary>Archives that somebody changed, with hashes that are right for what they changed it into.</summary>
public sealed class HostileArchiveTests
{
    private const string Manifest = "manifest.json";

    [Fact]
    public async Task Import_EntriesThatNoArchiveHas_AreRefused()
    {
        Dictionary<string, byte[]> good = await ExportAsync();
        foreach (string name in (string[])["../evil.txt", "/etc/passwd", "runs/../../x.json", "contents/..", "contents/" + new string('A', 64), "runs/x.json", "models/1.json", @"runs\x.json", "C:/x"])
            await RefusedAsync("none of an archive", With(good, name, [1]));
        await RefusedAsync("not in both", With(good, "contents/" + new string('b', 64), [1]), sign: false);
        await RefusedAsync("not in both", good.Where(entry => !entry.Key.EndsWith(".points", StringComparison.Ordinal)).ToDictionary(), sign: false);
    }

    [Fact]
    public async Task Import_DamagedOrCutOff_IsRefused()
    {
        Dictionary<string, byte[]> good = await ExportAsync();
        string content = good.Keys.First(name => name.StartsWith("contents/", StringComparison.Ordinal));
        await RefusedAsync("does not match its hash", With(good, content, [.. good[content][..^1], 7]), sign: false);
        await RefusedAsync("longer than", With(good, content, [.. good[content], 7]), sign: false);
        await RefusedAsync("manifest.sha256", With(good, Manifest, [.. good[Manifest], (byte)' ']), sign: false);
        byte[] zip = Zip(good);
        await using Workspace workspace = InMemoryWorkspace.Create();
        foreach (byte[] bytes in (byte[][])[[], "no zip"u8.ToArray(), zip[..(zip.Length / 2)], zip[..^30]])
            Assert.Equal("MLO6061", (await Assert.ThrowsAsync<MlopsException>(() => workspace.ImportAsync(new MemoryStream(bytes)))).Code);

        // Under any flipped byte the import is whole or refused; what a zip does not protect is in no hash, such as a time.
        for (int at = 0; at < zip.Length; at += 41)
        {
            byte[] flipped = [.. zip];
            flipped[at] ^= 0x55;
            await using Workspace empty = InMemoryWorkspace.Create();
            try
            {
                Assert.Equal(1, (await empty.ImportAsync(new MemoryStream(flipped))).Runs);
                Assert.True((await empty.VerifyAsync()).IsSound);
            }
            catch (MlopsException e)
            {
                Assert.Equal("MLO6061", e.Code);
                Assert.Empty((await empty.Runs.SearchAsync()).Runs);
            }
        }
    }

    [Fact]
    public async Task Import_Bombs_StopAtTheirBounds()
    {
        Dictionary<string, byte[]> good = await ExportAsync();
        await using Workspace workspace = InMemoryWorkspace.Create();
        await RefusedAsync("MaxBytes", good, new ImportOptions { MaxBytes = 1000 });
        await RefusedAsync("MaxPoints", good, new ImportOptions { MaxPoints = 2 });

        // An entry that says 10 bytes and unpacks to 50 million is read to its 11th byte.
        string name = "contents/" + new string('c', 64);
        JsonNode manifest = JsonNode.Parse(good[Manifest])!;
        manifest["entries"]![name] = new JsonObject { ["length"] = 10, ["sha256"] = new string('c', 64) };
        Dictionary<string, byte[]> bomb = With(With(good, Manifest, Encoding.UTF8.GetBytes(manifest.ToJsonString())), name, new byte[50_000_000]);
        bomb["manifest.sha256"] = HashText(bomb[Manifest]);
        await RefusedAsync("longer than the 10 bytes", bomb, sign: false);
        await RefusedAsync("too long", With(good, "manifest.sha256", new byte[1000]), sign: false);
    }

    [Theory]
    [InlineData("id", "\"../../x\"", "no id of a run")]
    [InlineData("status", "\"Running\"", "still running")]
    [InlineData("status", "\"7\"", "'status'")]
    [InlineData("experiment", "\"two\\nlines\"", "control character")]
    [InlineData("parent_id", "\"00000000000000000000000000\"", "neither in the archive")]
    [InlineData("started_at", "\"yesterday\"", "cannot be read")]
    [InlineData("seed", "\"-1\"", "cannot be read")]
    [InlineData("attempt", "0", "no attempt")]
    [InlineData("params", "{\"\":\"x\"}", "empty")]
    [InlineData("params", "null", "cannot be read")]
    [InlineData("metrics", "[{\"name\":\"m\",\"points\":9}]", "holds no values")]
    [InlineData("metrics", "[{\"name\":\"m\",\"points\":1}]", "holds no values")]
    [InlineData("metrics", "[{\"name\":\"m\",\"points\":3},{\"name\":\"m\",\"points\":3}]", "twice")]
    [InlineData("artifacts", "[{\"path\":\"../x\",\"sha256\":\"HASH\",\"size\":3,\"media_type\":\"t\",\"created_at\":\"2026-03-01T12:00:00.0000000+00:00\"}]", "artifact path")]
    [InlineData("artifacts", "[{\"path\":\"x\",\"sha256\":\"HASH\",\"size\":4,\"media_type\":\"t\",\"created_at\":\"2026-03-01T12:00:00.0000000+00:00\"}]", "is not in the archive")]
    [InlineData("artifacts", "[{\"path\":\"x\",\"sha256\":\"../../etc\",\"size\":4,\"media_type\":\"t\",\"created_at\":\"2026-03-01T12:00:00.0000000+00:00\"}]", "no SHA-256")]
    public async Task Import_RunWithAnImpossibleProperty_IsRefusedForIt(string property, string json, string why)
    {
        Dictionary<string, byte[]> good = await ExportAsync();
        string entry = good.Keys.Single(name => name.StartsWith("runs/", StringComparison.Ordinal) && name.EndsWith(".json", StringComparison.Ordinal));
        string content = good.Keys.First(name => name.StartsWith("contents/", StringComparison.Ordinal))[9..];
        JsonNode run = JsonNode.Parse(good[entry])!;
        run[property] = JsonNode.Parse(json.Replace("HASH", content, StringComparison.Ordinal));
        await RefusedAsync(why, With(good, entry, Encoding.UTF8.GetBytes(run.ToJsonString())));
    }

    [Fact]
    public async Task Import_ModelThatIsNotWhatItSays_IsRefused()
    {
        Dictionary<string, byte[]> good = await ExportAsync();
        string entry = good.Keys.Single(name => name.StartsWith("models/", StringComparison.Ordinal));
        await RefusedAsync("without gaps", Changed(good, entry, model => model["versions"]![0]!["version"] = 2));
        await RefusedAsync("reserves it for a device", Changed(good, entry, model => model["name"] = "NUL"));
        await RefusedAsync("not that of its bundle", Changed(good, entry, model => model["versions"]![0]!["signature_json"] = "{\"input_schema\":[{\"name\":\"other\",\"type\":\"Number\"}]}"));
        string text = good.Keys.First(name => name.StartsWith("contents/", StringComparison.Ordinal) && good[name].Length == 3);
        await RefusedAsync("cannot be used", Changed(good, entry, model =>
        {
            model["versions"]![0]!["bundle_sha256"] = text[9..];
            model["versions"]![0]!["bundle_size"] = 3;
        }));
        await RefusedAsync("neither in the archive", Changed(good, entry, model => model["versions"]![0]!["run_id"] = new string('0', 26)));
        await RefusedAsync("is there twice", With(good, "models/00000009.json", good[entry]));
    }

    private static async Task<Dictionary<string, byte[]>> ExportAsync()
    {
        await using Workspace workspace = InMemoryWorkspace.Create(Samples.Options);
        await workspace.RunAsync("x", async run =>
        {
            for (int i = 0; i < 3; i++) await run.LogMetricAsync("m", i);
            await run.LogTextAsync("a.txt", "abc");
            await workspace.Models.RegisterAsync("m", Samples.Model(), run);
        });
        using var archive = new MemoryStream();
        await workspace.ExportAsync(archive);
        using var zip = new ZipArchive(archive);
        Dictionary<string, byte[]> entries = [];
        foreach (ZipArchiveEntry entry in zip.Entries)
        {
            using var bytes = new MemoryStream();
            await using Stream source = entry.Open();
            await source.CopyToAsync(bytes);
            entries[entry.FullName] = bytes.ToArray();
        }

        return entries;
    }

    private static Dictionary<string, byte[]> With(Dictionary<string, byte[]> entries, string name, byte[] bytes) => new(entries) { [name] = bytes };

    private static Dictionary<string, byte[]> Changed(Dictionary<string, byte[]> entries, string name, Action<JsonNode> change)
    {
        JsonNode document = JsonNode.Parse(entries[name])!;
        change(document);
        return With(entries, name, Encoding.UTF8.GetBytes(document.ToJsonString()));
    }

    /// <summary>Signs as whoever changes an archive would, and imports it.</summary>
    private static Task RefusedAsync(string why, Dictionary<string, byte[]> entries, bool sign = true) => RefusedAsync(why, sign ? Signed(entries) : entries, new ImportOptions());

    private static async Task RefusedAsync(string why, Dictionary<string, byte[]> entries, ImportOptions options)
    {
        await using Workspace workspace = InMemoryWorkspace.Create();
        MlopsException refused = await Assert.ThrowsAsync<MlopsException>(() => workspace.ImportAsync(new MemoryStream(Zip(entries)), options));
        Assert.Equal("MLO6061", refused.Code);
        Assert.Contains(why, refused.Message);
        Assert.Empty((await workspace.Runs.SearchAsync()).Runs);
        Assert.Empty(await workspace.Models.ListModelsAsync());
        Assert.Empty(await workspace.Artifacts.ListAsync().ToListAsync());
    }

    private static Dictionary<string, byte[]> Signed(Dictionary<string, byte[]> entries)
    {
        JsonNode manifest = JsonNode.Parse(entries[Manifest])!;
        var listed = new JsonObject();
        foreach ((string name, byte[] bytes) in entries.Where(entry => entry.Key is not (Manifest or "manifest.sha256")))
            listed[name] = new JsonObject { ["length"] = bytes.Length, ["sha256"] = Convert.ToHexStringLower(SHA256.HashData(bytes)) };
        manifest["entries"] = listed;
        byte[] json = Encoding.UTF8.GetBytes(manifest.ToJsonString());
        return new(entries) { [Manifest] = json, ["manifest.sha256"] = HashText(json) };
    }

    private static byte[] HashText(byte[] bytes) => Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA256.HashData(bytes)));

    private static byte[] Zip(Dictionary<string, byte[]> entries)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] bytes) in entries)
            {
                using Stream entry = zip.CreateEntry(name, CompressionLevel.Fastest).Open();
                entry.Write(bytes);
            }
        }

        return stream.ToArray();
    }
}
