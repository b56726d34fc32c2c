using System.IO.Compression;

namespace Mlops.Sdk.Tests.BadInput;

/// <summary>Bad bundles, rows and names: each is refused with the place and the remedy, and the workspace stays intact.</summary>
public sealed class BadModelTests
{
    private static readonly Dictionary<string, (Func<byte[], byte[]> Change, string[] Told)> s_bundles = new()
    {
        ["empty"] = (_ => [], ["MLO1301", "no whole zip archive", "Copy the bundle again"]),
        ["no zip"] = (_ => "a bundle, honestly"u8.ToArray(), ["MLO1301", "no whole zip archive", "Copy the bundle again"]),
        ["truncated"] = (bundle => bundle[..(bundle.Length / 2)], ["MLO1301", "no whole zip archive", "Copy the bundle again"]),
        ["tampered"] = (bundle => Rewrite(bundle, "model/", bytes => [.. bytes[..^1], (byte)(bytes[^1] ^ 1)]), ["MLO1301", "model/00-tree_model", "does not match its hash", "copy it again"]),
        ["entry that leaves the archive"] = (bundle => Add(bundle, "../../evil.txt", [1, 2, 3]), ["MLO1301", "'../../evil.txt'", "do not use it"]),
        ["entry by an absolute path"] = (bundle => Add(bundle, "/tmp/evil.txt", [1, 2, 3]), ["MLO1301", "'/tmp/evil.txt'", "do not use it"]),
        ["entry that was added"] = (bundle => Add(bundle, "steps/more.bin", [1, 2, 3]), ["MLO1301", "'steps/more.bin'", "not in the manifest"]),
        ["zip bomb"] = (bundle => Rewrite(bundle, "model/", _ => new byte[64 << 20]), ["MLO1301", "model/00-tree_model", "is longer than", "do not use it"]),
    };

    public static TheoryData<string> Bundles => [.. s_bundles.Keys];

    [Theory]
    [MemberData(nameof(Bundles))]
    public async Task RegisterBundle_Hostile_IsRefusedAndNothingIsWritten(string name)
    {
        await using GoodWorkspace good = await GoodWorkspace.OpenAsync();
        string path = Path.Combine(good.Files, "model.mlops");
        (await good.Workspace.Models.LoadAsync("income@champion")).Save(path);
        byte[] bundle = s_bundles[name].Change(await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken));
        Assert.InRange(bundle.Length, 0, 1 << 20);
        await File.WriteAllBytesAsync(path, bundle, TestContext.Current.CancellationToken);

        BundleFormatException refused = await Assert.ThrowsAsync<BundleFormatException>(() => good.Workspace.Models.RegisterBundleAsync("bad", path));
        Assert.All(s_bundles[name].Told, part => Assert.Contains(part, refused.Message, StringComparison.Ordinal));
        Assert.Equal($"MLO1301: 'model.mlops': {refused.Message["MLO1301: ".Length..]}", Assert.Throws<BundleFormatException>(() => FittedPipeline.Load(path)).Message);
        Assert.False(File.Exists("/tmp/evil.txt"));
        await good.RequireIntactAsync();
    }

    [Theory]
    [InlineData("../up")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("c:up")]
    [InlineData("/etc/passwd")]
    [InlineData("a\0b")]
    [InlineData("<script>")]
    public async Task Name_WithPathCharacters_IsRefusedEverywhere(string name)
    {
        await using GoodWorkspace good = await GoodWorkspace.OpenAsync();
        FittedPipeline model = await good.Workspace.Models.LoadAsync("income@champion");
        string shown = name.Replace('\0', '\uFFFD').TrimEnd('\uFFFD');
        ArgumentException asModel = await Assert.ThrowsAsync<ArgumentException>(() => good.Workspace.Models.RegisterAsync(name, model));
        Assert.Contains("letters, digits", asModel.Message, StringComparison.Ordinal);
        Assert.NotEmpty(shown);
        await Assert.ThrowsAsync<ArgumentException>(() => good.Workspace.Models.SetAliasAsync("income", name, 1, expected: null));
        await Assert.ThrowsAnyAsync<Exception>(() => good.Workspace.Models.LoadAsync($"{name}@champion"));
        await good.Workspace.RunAsync("names", async run =>
        {
            if (name is not ("a/b" or "<script>")) await Assert.ThrowsAsync<ArgumentException>(() => run.LogTextAsync(name, "content"));
            await run.LogTextAsync("folder/a.txt", "content");
        });
        await good.RequireIntactAsync();
    }

    [Fact]
    public async Task Score_RowsThatDoNotFit_NameEveryColumnAndTheRemedy()
    {
        await using GoodWorkspace good = await GoodWorkspace.OpenAsync();
        FittedPipeline model = await good.Workspace.Models.LoadAsync("income@champion");
        Refused(() => model.ScoreJson("""{"Income": 1, "ratio": "high", "age": 30, "member": "maybe"}"""), "'income' (Number) is missing. Did you mean 'Income'?", "'ratio' must be Number and is 'high'. Send a number", "'member' must be Flag and is 'maybe'. Send true or false", "'constant' (Number) is missing");
        Refused(() => model.Score(new Dictionary<string, object?> { ["age"] = new string('9', 1 << 20) }), "'age' must be Integer and is '9999");
        Refused(() => model.Score(new Dataset(TextColumn.FromValues("ratio", ["1", "high"]))), "'ratio' must be Number and is Text; row 1 holds 'high'", "'income' (Number) is missing");
        Refused(() => model.ScoreRecord(new { ratio = 1 }), "'income' (Number) is missing", "'age' (Integer) is missing");
        await good.RequireIntactAsync();

        static void Refused(Action score, params string[] told)
        {
            SchemaMismatchException error = Assert.Throws<SchemaMismatchException>(score);
            Assert.All(told, part => Assert.Contains(part, error.Message, StringComparison.Ordinal));
            Assert.InRange(error.Message.Length, 1, 2000);
        }
    }

    private static byte[] Add(byte[] bundle, string name, byte[] content) => Update(bundle, zip => Write(zip, name, content));

    private static byte[] Rewrite(byte[] bundle, string prefix, Func<byte[], byte[]> change) => Update(bundle, zip =>
    {
        ZipArchiveEntry entry = zip.Entries.First(entry => entry.FullName.StartsWith(prefix, StringComparison.Ordinal));
        using var content = new MemoryStream();
        using (Stream source = entry.Open()) source.CopyTo(content);
        string name = entry.FullName;
        entry.Delete();
        Write(zip, name, change(content.ToArray()));
    });

    private static byte[] Update(byte[] bundle, Action<ZipArchive> change)
    {
        using var stream = new MemoryStream();
        stream.Write(bundle);
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true)) change(zip);
        return stream.ToArray();
    }

    private static void Write(ZipArchive zip, string name, byte[] content)
    {
        using Stream target = zip.CreateEntry(name).Open();
        target.Write(content);
    }
}
