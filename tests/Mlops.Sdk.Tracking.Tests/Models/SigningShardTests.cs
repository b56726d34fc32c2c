using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Mlops.Sdk.Tracking.Tests.Support;

namespace Mlops.Sdk.Tracking.Tests.Models;

/// <summary>Signatures over pieces of files (method <c>shards</c> of the format), and over folders.</summary>
public sealed class SigningShardTests : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public void Dispose()
    {
        _key.Dispose();
        _directory.Dispose();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(10)]
    [InlineData(1_000_000_000)]
    public void Sign_InPieces_NamesThemAsTheFormatSaysAndFindsEveryChange(long size)
    {
        byte[] content = Encoding.UTF8.GetBytes("0123456789");
        string signature = ModelSigning.Sign("m.bin", new MemoryStream(content), _key, new SigningOptions { ShardSize = size });
        JsonElement predicate = Statement(signature).GetProperty("predicate");
        Assert.Equal("shards", predicate.GetProperty("serialization").GetProperty("method").GetString());
        Assert.Equal(size, predicate.GetProperty("serialization").GetProperty("shard_size").GetInt64());
        (string, string)[] expected = [.. Enumerable.Range(0, (int)((10 + size - 1) / size)).Select(i => (Start: i * size, End: Math.Min((i + 1) * size, 10))).Select(piece => ($"m.bin:{piece.Start}:{piece.End}", Convert.ToHexStringLower(SHA256.HashData(content.AsSpan((int)piece.Start, (int)(piece.End - piece.Start))))))];
        Assert.Equal(expected, predicate.GetProperty("resources").EnumerateArray().Select(piece => (piece.GetProperty("name").GetString()!, piece.GetProperty("digest").GetString()!)));

        ModelSigning.Verify("m.bin", new MemoryStream(content), signature, _key);
        foreach (string changed in (string[])["0123456788", "012345678", "01234567890", "", "1023456789"])
            Refuses("is not what was signed", () => ModelSigning.Verify("m.bin", new MemoryStream(Encoding.UTF8.GetBytes(changed)), signature, _key));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(3L)]
    public void SignFolder_ThenChanged_NamesWhat(long? size)
    {
        string folder = _directory.File("model"), signature = Path.Combine(folder, "model.sig");
        Directory.CreateDirectory(Path.Combine(folder, "steps"));
        Directory.CreateDirectory(Path.Combine(folder, ".git"));
        File.WriteAllText(Path.Combine(folder, "steps", "a:1.json"), "0123456789");
        File.WriteAllText(Path.Combine(folder, "b.bin"), "012");
        File.WriteAllText(Path.Combine(folder, ".git", "HEAD"), "main");
        File.WriteAllText(signature, ModelSigning.SignFolder(folder, _key, new SigningOptions { ShardSize = size }));
        TrustedKey trusted = TrustedKey.From("release", _key);
        ModelSigning.VerifyFolder(folder, signature, trusted);
        Assert.Equal("model", Statement(File.ReadAllText(signature)).GetProperty("subject")[0].GetProperty("name").GetString());

        File.WriteAllText(Path.Combine(folder, ".git", "HEAD"), "other");
        ModelSigning.VerifyFolder(folder, signature, trusted);
        File.WriteAllText(Path.Combine(folder, "steps", "a:1.json"), "012345678");
        Refuses("\"steps/a:1.json\" was changed", () => ModelSigning.VerifyFolder(folder, signature, trusted));
        File.Move(Path.Combine(folder, "steps", "a:1.json"), Path.Combine(folder, "steps", "a"));
        Refuses("\"steps/a\" was added, \"steps/a:1.json\" is missing", () => ModelSigning.VerifyFolder(folder, signature, trusted));
        File.CreateSymbolicLink(Path.Combine(folder, "c"), Path.Combine(folder, "b.bin"));
        Assert.Contains("is a link", Assert.Throws<ArgumentException>(() => ModelSigning.SignFolder(folder, _key)).Message);
    }

    [Fact]
    public void SignFolder_OnlyEmptyFilesInPieces_IsRefused()
    {
        string folder = _directory.File("model");
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "empty"), "");
        Assert.Contains("no file to sign", Assert.Throws<ArgumentException>(() => ModelSigning.SignFolder(folder, _key, new SigningOptions { ShardSize = 4 })).Message);
    }

    [Theory]
    [InlineData("the pieces of \"m\" are not", "m:0:4,m:8:10")]
    [InlineData("the pieces of \"m\" are not", "m:0:4,m:4:6,m:8:10")]
    [InlineData("the pieces of \"m\" are not", "m:0:4,m:3:7")]
    [InlineData("the pieces of \"m\" are not", "m:4:8")]
    [InlineData("the pieces of \"m\" are not", "m:0:5")]
    [InlineData("the pieces of \"m\" are not", "m:0:0")]
    [InlineData("without its bounds", "m")]
    [InlineData("without its bounds", "m:0:x")]
    [InlineData("without its bounds", "m:-1:4")]
    [InlineData("no path inside the model", "../m:0:4")]
    [InlineData("no path inside the model", "/m:0:4")]
    public void Read_PiecesThatLeaveGapsOrThePlace_AreRefused(string why, string names)
    {
        string digest = new('a', 64);
        string[] pieces = names.Split(',');
        string resources = string.Join(", ", pieces.Select(name => $"{{\"name\": \"{name}\", \"digest\": \"{digest}\", \"algorithm\": \"sha256\"}}"));
        string payload = $$$"""
            {"_type": "{{{SignedStatement.StatementType}}}", "predicateType": "{{{SignedStatement.PredicateType}}}",
             "subject": [{"name": "m", "digest": {"sha256": "{{{SignedStatement.Root(pieces.Select(_ => digest))}}}"}}],
             "predicate": {"serialization": {"method": "shards", "hash_type": "sha256", "allow_symlinks": false, "shard_size": 4},
                           "resources": [{{{resources}}}]}}
            """;
        string message = Assert.Throws<SignatureException>(() => SignedStatement.Read(Encoding.UTF8.GetBytes(payload))).Message;
        Assert.Contains(why, message);
    }

    private static JsonElement Statement(string signature)
    {
        using JsonDocument bundle = JsonDocument.Parse(signature);
        using JsonDocument statement = JsonDocument.Parse(bundle.RootElement.GetProperty("dsseEnvelope").GetProperty("payload").GetBytesFromBase64());
        return statement.RootElement.Clone();
    }

    private static void Refuses(string why, Action action)
    {
        MlopsException refused = Assert.Throws<MlopsException>(action);
        Assert.Equal("MLO6050", refused.Code);
        Assert.Contains(why, refused.Message);
    }
}
