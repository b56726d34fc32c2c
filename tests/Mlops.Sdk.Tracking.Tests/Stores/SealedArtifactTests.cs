using System.Security.Cryptography;
using System.Text;
using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Testing;
using Mlops.Sdk.Tracking.Tests.Support;

namespace Mlops.Sdk.Tracking.Tests.Stores;

public sealed class SealedArtifactTests : IDisposable
{
    private static readonly byte[] s_key = [.. Enumerable.Repeat((byte)7, 32)], s_next = [.. Enumerable.Repeat((byte)9, 32)];
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(65_537)]
    [InlineData(300_000)]
    public async Task Open_SealedContent_ComesBackFromAnyPositionAndIsNowhereInTheFile(int size)
    {
        byte[] content = Content(size);
        FolderArtifactStore store = Open(s_key);
        ArtifactBlob blob = await store.PutAsync(new MemoryStream(content));
        Assert.Equal((Convert.ToHexStringLower(SHA256.HashData(content)), (long)size), (blob.Sha256, blob.Size));
        await using (Stream opened = await store.OpenAsync(blob.Sha256))
        {
            Assert.Equal(size, opened.Length);
            byte[] read = new byte[size];
            await opened.ReadExactlyAsync(read);
            Assert.Equal(content, read);
            foreach (int at in (int[])[0, size / 2, Math.Max(0, size - 3)])
            {
                opened.Seek(at, SeekOrigin.Begin);
                byte[] rest = new byte[size - at];
                opened.ReadExactly(rest);
                Assert.Equal(content[at..], rest);
            }
        }

        byte[] stored = await File.ReadAllBytesAsync(OnlyFile());
        if (size > 64) Assert.Equal(-1, stored.AsSpan().IndexOf(content.AsSpan(0, 16)));
        Assert.Equal([blob.Sha256], await store.ListAsync().ToListAsync());
        await store.PutAsync(new MemoryStream(content));
        Assert.Equal(stored, await File.ReadAllBytesAsync(OnlyFile()));
    }

    [Fact]
    public async Task Open_AnyByteChangedCutOffOrMoved_IsDamaged()
    {
        FolderArtifactStore store = Open(s_key);
        ArtifactBlob blob = await store.PutAsync(new MemoryStream(Content(150_000)));
        string file = OnlyFile();
        byte[] good = await File.ReadAllBytesAsync(file);
        const int Chunk = SealedFormat.FrameBytes;
        List<byte[]> bad = [.. ((int[])[0, 30, SealedFormat.HeaderBytes, SealedFormat.HeaderBytes + Chunk + 5, good.Length - 1]).Select(at => Flipped(good, at))];
        bad.AddRange([good[..^1], good[..(SealedFormat.HeaderBytes + Chunk)], good[..SealedFormat.HeaderBytes], good[..10], [], [.. good, 0]]);
        bad.Add([.. good[..SealedFormat.HeaderBytes], .. good[(SealedFormat.HeaderBytes + Chunk)..(SealedFormat.HeaderBytes + 2 * Chunk)], .. good[SealedFormat.HeaderBytes..(SealedFormat.HeaderBytes + Chunk)], .. good[(SealedFormat.HeaderBytes + 2 * Chunk)..]]);
        foreach (byte[] bytes in bad)
        {
            await File.WriteAllBytesAsync(file, bytes);
            Assert.Equal(ArtifactState.Damaged, await store.CheckAsync(blob.Sha256));
            Assert.Equal("MLO6022", (await Assert.ThrowsAsync<MlopsException>(() => store.OpenAsync(blob.Sha256))).Code);
        }

        await store.PutAsync(new MemoryStream(Content(150_000)));
        Assert.Equal(ArtifactState.Sound, await store.CheckAsync(blob.Sha256));
    }

    [Fact]
    public async Task Open_FolderOfBothKindsAndTwoKeys_ReadsBothAndTellsAWrongKey()
    {
        ArtifactBlob plain = await Open(null).PutAsync(new MemoryStream(Content(10))), old = await Open(s_key).PutAsync(new MemoryStream(Content(20)));
        FolderArtifactStore rotated = Open(s_next, s_key), wrong = Open(s_next), keyless = Open(null);
        foreach (ArtifactBlob blob in (ArtifactBlob[])[plain, old]) Assert.Equal(ArtifactState.Sound, await rotated.CheckAsync(blob.Sha256));
        Assert.Equal(ArtifactState.Sound, await wrong.CheckAsync(plain.Sha256));
        foreach ((FolderArtifactStore store, string why) in ((FolderArtifactStore, string)[])[(wrong, "none of the keys"), (keyless, "no key was given")])
        {
            Assert.Equal(ArtifactState.Locked, await store.CheckAsync(old.Sha256));
            MlopsException locked = await Assert.ThrowsAsync<MlopsException>(() => store.OpenAsync(old.Sha256));
            Assert.Equal("MLO6024", locked.Code);
            Assert.Contains(why, locked.Message);
            Assert.Contains(new ArtifactKeys(s_key).CurrentId, locked.Message);
        }

        // What is stored again is sealed with the current key, and no plain copy stays.
        foreach (int size in (int[])[10, 20]) await rotated.PutAsync(new MemoryStream(Content(size)));
        Assert.Equal(2, Directory.EnumerateFiles(_directory.File("artifacts"), "*", SearchOption.AllDirectories).Count(file => file.EndsWith(".sealed", StringComparison.Ordinal)));
        Assert.Equal(ArtifactState.Sound, await wrong.CheckAsync(old.Sha256));
        Assert.Equal(ArtifactState.Locked, await keyless.CheckAsync(plain.Sha256));
        Assert.Equal(2, (await keyless.ListAsync().ToListAsync()).Count);
        Assert.NotNull(await keyless.RemoveAsync(plain.Sha256, DateTimeOffset.MaxValue));
        Assert.Equal(ArtifactState.Missing, await rotated.CheckAsync(plain.Sha256));
    }

    [Fact]
    public async Task Workspace_WithKeys_KeepsModelsAndFilesSealedAlsoInABackup()
    {
        WorkspaceOptions options = Samples.Options with { ArtifactKeys = new ArtifactKeys(s_key) };
        string id = "";
        await using (Workspace workspace = await Workspace.OpenAsync(_directory.File("one"), options))
        {
            await workspace.RunAsync("x", async run =>
            {
                id = run.Id;
                await run.LogTextAsync("a.txt", "the secret text");
                await workspace.Models.RegisterAsync("m", Samples.Model(), run);
            });
            await workspace.BackupAsync(_directory.File("copy"));
        }

        foreach (string folder in (string[])["one", "copy"])
        {
            Assert.DoesNotContain(Directory.EnumerateFiles(Path.Combine(_directory.File(folder), "artifacts"), "*", SearchOption.AllDirectories), file => Encoding.Latin1.GetString(File.ReadAllBytes(file)).Contains("secret", StringComparison.Ordinal));
            await using Workspace opened = await Workspace.OpenAsync(_directory.File(folder), options);
            Assert.True((await opened.VerifyAsync()).IsSound);
            Assert.NotEmpty((await opened.Models.LoadAsync(ModelReference.Parse("m/1"), FittedCenter.Bundles)).Steps);
            using var text = new StreamReader(await opened.Runs.OpenArtifactAsync(id, "a.txt"));
            Assert.Equal("the secret text", await text.ReadToEndAsync());
        }

        await using Workspace without = await Workspace.OpenAsync(_directory.File("one"), Samples.Options);
        Assert.All((await without.VerifyAsync()).Problems, problem => Assert.Equal(WorkspaceProblemKind.LockedArtifact, problem.Kind));
        Assert.Equal("MLO6024", (await Assert.ThrowsAsync<MlopsException>(() => without.Models.LoadAsync("m/1"))).Code);
    }

    [Fact]
    public Task Contract_SealedFolder_Holds()
    {
        int opened = 0;
        return StoreContract.VerifyAsync(() => Workspace.OpenAsync(_directory.File($"w{opened++}"), Samples.Options with { ArtifactKeys = new ArtifactKeys(s_key) }));
    }

    [Fact]
    public void Keys_OfAnotherLength_AreRefused() => Assert.Contains("needs 32", Assert.Throws<ArgumentException>(() => new ArtifactKeys(new byte[16])).Message);

    private FolderArtifactStore Open(byte[]? key, params byte[][] older) => new(_directory.File("artifacts"), keys: key is null ? null : new ArtifactKeys(key, older));

    private string OnlyFile() => Assert.Single(Directory.EnumerateFiles(_directory.File("artifacts"), "*", SearchOption.AllDirectories));

    private static byte[] Flipped(byte[] bytes, int at)
    {
        byte[] copy = [.. bytes];
        copy[at] ^= 1;
        return copy;
    }

    private static byte[] Content(int size)
    {
        byte[] content = new byte[size];
        for (int i = 0; i < size; i++) content[i] = (byte)((i * 31) ^ (i >> 8));
        return content;
    }
}
