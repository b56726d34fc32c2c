using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using CsCheck;

namespace Mlops.Sdk.Core.Tests.Data;

public sealed class StorageTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mldata").FullName;

    public void Dispose() => Directory.Delete(_folder, true);

    private string NewPath() => Path.Combine(_folder, Path.GetRandomFileName());

    [Fact]
    public void Open_OfSaved_GivesTheSameDataset() =>
        Same.AnyDataset.Sample(data =>
        {
            string path = NewPath();
            data.Save(path);
            Dataset mapped = Dataset.Open(path, verify: true);
            Same.Data(data, mapped);
            Same.Data(data, Dataset.Open(path, intoMemory: true));
            Assert.Equal(data.Fingerprint(TestContext.Current.CancellationToken), mapped.Fingerprint(TestContext.Current.CancellationToken));
            string again = NewPath();
            mapped.Save(again);
            Assert.Equal(File.ReadAllBytes(path), File.ReadAllBytes(again));
        }, iter: 50);

    [Fact]
    public void Save_OverAnOpenFile_LeavesTheOldDataAsItWas()
    {
        string path = NewPath();
        new Dataset(new NumberColumn("a", new[] { 1.5 })).Save(path);
        Dataset old = Dataset.Open(path);
        new Dataset(new NumberColumn("a", new[] { 2.5 })).Save(path);
        Assert.Equal((1.5, 2.5), (old.Row(0).Number("a"), Dataset.Open(path).Row(0).Number("a")));
        Assert.Single(Directory.GetFiles(_folder));
    }

    [Fact]
    public void Open_AnyDamagedByte_IsFoundOrInThePadding()
    {
        string path = NewPath();
        Dataset data = DatasetGenerator.Create(3, 40);
        data.Save(path);
        byte[] bytes = File.ReadAllBytes(path);
        (from place in Gen.Int[0, bytes.Length - 1] from flip in Gen.Byte[1, 255] from cut in Gen.Int[0, 3] select (place, flip, cut)).Sample(t =>
        {
            byte[] damaged = [.. bytes];
            damaged[t.place] ^= t.flip;
            if (t.cut == 0) damaged = damaged[..t.place];
            string other = NewPath();
            File.WriteAllBytes(other, damaged);
            try
            {
                Same.Data(data, Dataset.Open(other, verify: true));
                Assert.NotEqual(0, t.cut);
            }
            catch (MlopsException error)
            {
                Assert.Contains(other, error.Message);
                Assert.True(error.Code is "MLO1061" or "MLO1062");
            }
        }, iter: 300);
    }

    [Theory]
    [InlineData("\"offset\":64", "\"offset\":-64", "outside the data")]
    [InlineData("\"offset\":64", "\"offset\":9223372036854775744", "outside the data")]
    [InlineData("\"offset\":64", "\"offset\":65", "no multiple of 64")]
    [InlineData("\"offset\":64", "\"offset\":128", "overlaps")]
    [InlineData("\"length\":24", "\"length\":-24", "outside the data")]
    [InlineData("\"length\":24", "\"length\":16", "3 rows need 24")]
    [InlineData("\"rows\":3", "\"rows\":2000000000", "need 16000000000")]
    [InlineData("\"rows\":3", "\"rows\":-1", "-1 rows")]
    [InlineData("\"type\":\"number\"", "\"type\":\"complex\"", "unknown type 'complex'")]
    [InlineData("\"role\":\"feature\"", "\"role\":\"king\"", "unknown role 'king'")]
    [InlineData("\"name\":\"t\"", "\"name\":\"n\"", "Two columns are named 'n'")]
    [InlineData("\"kind\":\"utf8\"", "\"kind\":\"missing\"", "segments values, missing")]
    [InlineData("[\"x\",\"y\"]", "[\"x\",\"x\"]", "given twice")]
    [InlineData("\"rows\":3", "\"rows\":{}", "cannot be read")]
    public void Open_HostileHeader_NamesFileAndPlace(string before, string after, string message)
    {
        string path = Rewrite(text => text.IndexOf(before, StringComparison.Ordinal) is var at and >= 0 ? string.Concat(text.AsSpan(0, at), after, text.AsSpan(at + before.Length)) : throw new InvalidOperationException(text), _ => { });
        MlopsException error = Assert.Throws<MlopsException>(() => Dataset.Open(path));
        Assert.Contains(message, error.Message);
        Assert.Contains(path, error.Message);
    }

    [Theory]
    [InlineData("c", 0, 7, "row 0 has the code 7")]
    [InlineData("t", 1, 9, "the text of row 1 runs from 9 to 3")]
    [InlineData("t", 0, -5, "text offsets run from -5")]
    public void Open_HostileValuesWithTrueHashes_AreFoundWhenVerified(string column, int row, int value, string message)
    {
        string path = Rewrite(text => text, bytes =>
        {
            int offset = int.Parse(Header(bytes).Split($"\"name\":\"{column}\"")[1].Split("\"offset\":")[1].Split(',')[0]);
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(offset + (4 * row)), value);
        });
        Assert.Contains(message, Assert.Throws<MlopsException>(() => Dataset.Open(path, verify: true)).Message);
    }

    [Fact]
    public void Open_NoDatasetFile_SaysSo()
    {
        string path = NewPath();
        Assert.Throws<FileNotFoundException>(() => Dataset.Open(path));
        File.WriteAllText(path, "");
        Assert.Contains("it has 0 bytes", Assert.Throws<MlopsException>(() => Dataset.Open(path)).Message);
        File.WriteAllText(path, new string('a', 200));
        Assert.Contains("does not begin", Assert.Throws<MlopsException>(() => Dataset.Open(path)).Message);
    }

    private static string Header(byte[] bytes) => Encoding.UTF8.GetString(bytes.AsSpan((int)BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(16))));

    // A file that someone changed and gave true hashes, as an attacker would.
    private string Rewrite(Func<string, string> changeHeader, Action<byte[]> changeData)
    {
        string path = NewPath();
        new Dataset(new NumberColumn("n", new[] { 1, 2, 3.0 }), CategoryColumn.FromValues("c", ["x", "y", null]), TextColumn.FromValues("t", ["ab", "c", ""])).Save(path);
        byte[] bytes = File.ReadAllBytes(path);
        string header = Header(bytes);
        changeData(bytes);
        foreach (string segment in header.Split("\"offset\":").Skip(1))
        {
            int offset = int.Parse(segment.Split(',')[0]), length = int.Parse(segment.Split("\"length\":")[1].Split(',')[0]);
            header = header.Replace(segment.Split("\"sha256\":\"")[1].Split('"')[0], Convert.ToHexStringLower(SHA256.HashData(bytes.AsSpan(offset, length))));
        }

        byte[] changed = Encoding.UTF8.GetBytes(changeHeader(header));
        byte[] file = [.. bytes.AsSpan(0, (int)BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(16))), .. changed];
        BinaryPrimitives.WriteInt64LittleEndian(file.AsSpan(24), changed.Length);
        SHA256.HashData(changed).CopyTo(file, 32);
        File.WriteAllBytes(path, file);
        return path;
    }
}
