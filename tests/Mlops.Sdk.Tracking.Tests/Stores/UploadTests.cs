using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Tracking.Tests.Support;

namespace Mlops.Sdk.Tracking.Tests.Stores;

/// <summary>What becomes of the files of an upload into a folder, and of parts that are read.</summary>
public sealed class UploadTests : IDisposable
{
    private const int Chunk = PartFile.ChunkBytes;
    private static readonly string s_id = new('a', 64);
    private static readonly ArtifactKeys s_keys = new([.. Enumerable.Repeat((byte)7, 32)]);
    private static readonly byte[] s_content = Files.Bytes(3 * Chunk + 100);
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Open_PartCutOffAnywhere_KeepsWholeChunksAndTheContentIsRight(bool isSealed)
    {
        FolderArtifactStore store = Open(isSealed);
        byte[] part = await PartOfAsync(store, chunks: 4);
        foreach (int length in (int[])[0, 1, 60, Chunk - 1, Chunk, Chunk + 1, 2 * Chunk + 5000, part.Length - 1, part.Length])
        {
            await File.WriteAllBytesAsync(OnlyPart(), part[..length]);
            await using IArtifactUpload upload = await store.OpenUploadAsync(s_id, s_content.Length);
            int stored = isSealed ? Math.Max(0, length - SealedFormat.HeaderBytes) / (16 * SealedFormat.FrameBytes) : length / Chunk;
            Assert.Equal(length == part.Length ? 4 : stored, upload.Chunks.Count);
            await FinishAsync(store, upload);
            part = await PartOfAsync(store, chunks: 4);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Open_PartWithAChangedByte_IsFoundAndStoredAgainFromThere(bool isSealed)
    {
        FolderArtifactStore store = Open(isSealed);
        byte[] part = await PartOfAsync(store, chunks: 3);
        part[Chunk + Chunk / 2] ^= 1;
        await File.WriteAllBytesAsync(OnlyPart(), part);
        await using IArtifactUpload upload = await store.OpenUploadAsync(s_id, s_content.Length);
        Assert.Equal(Hash(s_content[..Chunk]), upload.Chunks[0]);
        // A sealed chunk that was changed does not open; of a plain one the hash is another.
        Assert.Equal(isSealed ? 1 : 3, upload.Chunks.Count);
        if (!isSealed) Assert.NotEqual(Hash(s_content[Chunk..(2 * Chunk)]), upload.Chunks[1]);
        await upload.KeepAsync(1);
        await FinishAsync(store, upload);
    }

    [Fact]
    public async Task Commit_PlainPartWithAChangedByteThatNobodyCompared_IsRefused()
    {
        FolderArtifactStore store = Open(isSealed: false);
        byte[] part = await PartOfAsync(store, chunks: 4);
        part[5] ^= 1;
        await File.WriteAllBytesAsync(OnlyPart(), part);
        await using IArtifactUpload upload = await store.OpenUploadAsync(s_id, s_content.Length);
        Assert.Equal("MLO6026", (await Assert.ThrowsAsync<MlopsException>(() => upload.CommitAsync(Hash(s_content)))).Code);
        Assert.Empty(await store.ListAsync().ToListAsync());
        await upload.KeepAsync(0);
    }

    [Fact]
    public async Task Append_SealedChunkInThePlaceOfAnother_NeverUsesANonceTwice()
    {
        FolderArtifactStore store = Open(isSealed: true);
        HashSet<string> nonces = [];
        byte[] salt = [];
        for (int attempt = 0; attempt < 4; attempt++)
        {
            byte[] content = Files.Bytes(s_content.Length, seed: attempt);
            await using (IArtifactUpload upload = await store.OpenUploadAsync(s_id, content.Length))
            {
                if (attempt > 0) await upload.KeepAsync(1);
                while (upload.Chunks.Count < 3) await upload.AppendAsync(content.AsMemory((int)upload.Offset, Chunk));
            }

            byte[] part = await File.ReadAllBytesAsync(OnlyPart());
            if (attempt == 0) salt = part[..SealedFormat.HeaderBytes];
            Assert.Equal(salt, part[..SealedFormat.HeaderBytes]);
            for (int frame = attempt == 0 ? 0 : 16; frame < 48; frame++) Assert.True(nonces.Add(Convert.ToHexString(part.AsSpan((int)SealedFormat.PlaceOf(frame), 12))));
            // The content is nowhere in the file.
            Assert.Equal(-1, part.AsSpan().IndexOf(content.AsSpan(2 * Chunk, 16)));
        }

        Assert.Equal(48 + 3 * 32, nonces.Count);
    }

    [Fact]
    public async Task Open_PartOfAnotherKeyOrPlain_BeginsAnewAndIsCollected()
    {
        await PartOfAsync(Open(isSealed: false), chunks: 2);
        var other = new FolderArtifactStore(_directory.File("artifacts"), keys: new ArtifactKeys(new byte[32]));
        await using (IArtifactUpload upload = await other.OpenUploadAsync(s_id, s_content.Length)) await upload.AppendAsync(s_content.AsMemory(0, Chunk));
        FolderArtifactStore store = Open(isSealed: true);
        await using (IArtifactUpload upload = await store.OpenUploadAsync(s_id, s_content.Length))
        {
            Assert.Empty(upload.Chunks);
            await FinishAsync(store, upload);
        }

        Assert.Equal([s_id], await store.ListUploadsAsync().ToListAsync());
        Assert.Equal(2 * Chunk, await store.RemoveUploadAsync(s_id, DateTimeOffset.MaxValue));
        Assert.Empty(Directory.EnumerateFiles(_directory.File("artifacts/unfinished")));
    }

    [Fact]
    public async Task CollectGarbage_Uploads_GoWhenNobodyWentOnForADayAndNeverWhileOneIsOpen()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        await using Workspace workspace = await Workspace.OpenAsync(_directory.File("w"), Samples.Options with { Time = time });
        string young = new('b', 64), open = new('c', 64);
        await BeginAsync(s_id);
        await using IArtifactUpload active = await workspace.Artifacts.OpenUploadAsync(open, s_content.Length);
        await active.AppendAsync(s_content.AsMemory(0, Chunk));
        time.Advance(TimeSpan.FromHours(25));
        await BeginAsync(young);
        Assert.Equal(new GarbageCollection(0, Chunk, 0, 1), await workspace.CollectGarbageAsync());
        Assert.Equal([young, open], (await workspace.Artifacts.ListUploadsAsync().ToListAsync()).Order());
        // Who went on is as young as who began.
        await active.DisposeAsync();
        Assert.Equal(0, (await workspace.CollectGarbageAsync()).Uploads);
        time.Advance(TimeSpan.FromHours(25));
        GarbageCollection all = await workspace.CollectGarbageAsync();
        Assert.Equal((2, "0 contents and 2 unfinished uploads removed (2,097,152 bytes), 0 kept"), (all.Uploads, all.ToString()));
        Assert.Empty(Directory.EnumerateFiles(_directory.File("w/artifacts/unfinished")));

        async Task BeginAsync(string id)
        {
            await using IArtifactUpload upload = await workspace.Artifacts.OpenUploadAsync(id, s_content.Length);
            await upload.AppendAsync(s_content.AsMemory(0, Chunk));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task OpenRead_DamagedChunk_IsReadUpToTheChunkAndNoFurther(bool isSealed)
    {
        FolderArtifactStore store = Open(isSealed);
        ArtifactBlob blob = await store.PutAsync(new MemoryStream(s_content));
        string file = Path.Combine(_directory.File("artifacts"), blob.Sha256[..2], blob.Sha256[2..] + (isSealed ? ".sealed" : ""));
        byte[] bytes = await File.ReadAllBytesAsync(file);
        bytes[2 * Chunk + Chunk / 2] ^= 1;
        await File.WriteAllBytesAsync(file, bytes);
        await using Stream content = await store.OpenReadAsync(blob.Sha256, Chunk + 3);
        byte[] sound = new byte[Chunk - 3];
        await content.ReadExactlyAsync(sound);
        Assert.Equal(s_content[(Chunk + 3)..(2 * Chunk)], sound);
        MlopsException damaged = await Assert.ThrowsAsync<MlopsException>(async () => await content.CopyToAsync(Stream.Null));
        Assert.Equal("MLO6022", damaged.Code);
        content.Position = 3L * Chunk;
        Assert.Equal(s_content[3 * Chunk], content.ReadByte());
        Assert.Equal("MLO6022", (await Assert.ThrowsAsync<MlopsException>(() => store.OpenAsync(blob.Sha256))).Code);
    }

    [Theory]
    [InlineData("gone")]
    [InlineData("changed")]
    [InlineData("cut off")]
    [InlineData("of another content")]
    public async Task OpenRead_HashesOfChunksNotRight_ChecksTheWhole(string hashes)
    {
        FolderArtifactStore store = Open(isSealed: false);
        ArtifactBlob blob = await store.PutAsync(new MemoryStream(s_content)), other = await store.PutAsync(new MemoryStream(Files.Bytes(s_content.Length, seed: 3)));
        string file = Path.Combine(_directory.File("artifacts"), blob.Sha256[..2], blob.Sha256[2..]), list = file + StoredContent.Chunks;
        byte[] bytes = await File.ReadAllBytesAsync(list);
        Assert.Equal(ChunkList.LengthOf(s_content.Length, Chunk), bytes.Length);
        if (hashes == "gone") File.Delete(list);
        else if (hashes == "changed") await File.WriteAllBytesAsync(list, [.. bytes[..60], (byte)(bytes[60] ^ 1), .. bytes[61..]]);
        else if (hashes == "cut off") await File.WriteAllBytesAsync(list, bytes[..^1]);
        else File.Copy(Path.Combine(_directory.File("artifacts"), other.Sha256[..2], other.Sha256[2..] + StoredContent.Chunks), list, overwrite: true);
        await using (Stream content = await store.OpenReadAsync(blob.Sha256, 7)) Assert.Equal(s_content[7], content.ReadByte());
        byte[] stored = await File.ReadAllBytesAsync(file);
        stored[^1] ^= 1;
        await File.WriteAllBytesAsync(file, stored);
        Assert.Equal("MLO6022", (await Assert.ThrowsAsync<MlopsException>(() => store.OpenReadAsync(blob.Sha256, 7))).Code);
        Assert.NotNull(await store.RemoveAsync(blob.Sha256, DateTimeOffset.MaxValue));
        Assert.False(File.Exists(list));
    }

    [Fact]
    public async Task Put_SealedOverPlain_LeavesNoHashesOfChunks()
    {
        ArtifactBlob blob = await Open(isSealed: false).PutAsync(new MemoryStream(s_content));
        await Open(isSealed: true).PutAsync(new MemoryStream(s_content));
        Assert.EndsWith(".sealed", Assert.Single(Directory.EnumerateFiles(Path.Combine(_directory.File("artifacts"), blob.Sha256[..2]))));
    }

    [Fact]
    public async Task OpenUpload_TwoPrincipals_HaveUploadsOfTheirOwn()
    {
        await using (Workspace open = await Workspace.OpenAsync(_directory.File("w"), Samples.Options with { User = "ana" }))
        {
            await open.Access.AddPrincipalAsync("ana");
            await open.Access.AddPrincipalAsync("bob");
            await open.Access.RequirePrincipalAsync("ana");
        }

        await using Workspace ana = await Workspace.OpenAsync(_directory.File("w"), Samples.Options with { Principal = PrincipalSource.Named("ana") });
        await using Workspace bob = await Workspace.OpenAsync(_directory.File("w"), Samples.Options with { Principal = PrincipalSource.Named("bob") });
        await using IArtifactUpload first = await ana.Artifacts.OpenUploadAsync(s_id, s_content.Length), second = await bob.Artifacts.OpenUploadAsync(s_id, s_content.Length);
        await first.AppendAsync(s_content.AsMemory(0, Chunk));
        Assert.Empty(second.Chunks);
        await Assert.ThrowsAsync<AccessDeniedException>(() => bob.Artifacts.RemoveUploadAsync(s_id, DateTimeOffset.MaxValue));
    }

    private FolderArtifactStore Open(bool isSealed) => new(_directory.File("artifacts"), keys: isSealed ? s_keys : null);

    private string OnlyPart() => Assert.Single(Directory.EnumerateFiles(_directory.File("artifacts/unfinished")));

    private async Task<byte[]> PartOfAsync(FolderArtifactStore store, int chunks)
    {
        await using (IArtifactUpload upload = await store.OpenUploadAsync(s_id, s_content.Length)) await AppendAsync(upload, chunks);
        return await File.ReadAllBytesAsync(OnlyPart());
    }

    private static async Task AppendAsync(IArtifactUpload upload, int chunks)
    {
        while (upload.Chunks.Count < chunks) await upload.AppendAsync(s_content.AsMemory((int)upload.Offset, (int)Math.Min(Chunk, s_content.Length - upload.Offset)));
    }

    private static async Task FinishAsync(FolderArtifactStore store, IArtifactUpload upload)
    {
        await AppendAsync(upload, 4);
        await upload.CommitAsync(Hash(s_content));
        await using (Stream content = await store.OpenAsync(Hash(s_content))) Assert.Equal(Hash(s_content), Convert.ToHexStringLower(await SHA256.HashDataAsync(content)));
        await store.RemoveAsync(Hash(s_content), DateTimeOffset.MaxValue);
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
