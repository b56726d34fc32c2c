using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Mlops.Sdk.Numerics;
using Mlops.Sdk.Testing;
using Mlops.Sdk.Tests.Architecture;

namespace Mlops.Sdk.Tests.BadInput;

/// <summary>Bundles whose state someone changed and gave true hashes: they are refused as bundles or score something, but nothing breaks from inside.</summary>
public sealed class TamperedStateTests
{
    private static readonly string[] s_values = ["-1", "0", "1", "7", "2147483647", "-2147483648", "9007199254740993", "1e308", "null", "\"x\"", "[]", "{}", "true"];

    private static readonly Stage[] s_stages =
    [
        .. Packages.Names.SelectMany(name => StepContract.FindStages(Packages.Load(name))).Where(stage => !stage.IsSubclassOf(typeof(Resampler))).Select(StepContract.Create),
        .. ((EncodingMethod[])[EncodingMethod.Target(), EncodingMethod.Hashing(8), EncodingMethod.Ordinal]).Select(method => new CategoryEncoder(new() { Method = method })),
        new OutlierHandler(new() { AddFlags = true }),
        new OutlierHandler(new() { GroupBy = "member", MinimumGroupRows = 5 }),
        new MissingImputer(new() { Indicators = MissingIndicators.Always }),
        new MissingImputer(new() { Numeric = ImputeMethod.Draw, Categorical = ImputeMethod.Nearest(3) }),
        new MissingImputer(new() { Numeric = ImputeMethod.Chained(rounds: 1), Categorical = ImputeMethod.Draw }),
    ];

    public static TheoryData<int, string> Stages => [.. s_stages.Select((stage, index) => (index, stage.Kind))];

    [Theory]
    [MemberData(nameof(Stages))]
    public void Load_StateChangedByHand_IsRefusedOrAnswers(int stage, string kind)
    {
        (FittedPipeline model, Dataset data) = Fitted(s_stages[stage]);
        using var saved = new MemoryStream();
        model.Save(saved);
        Dictionary<string, byte[]> entries = Unpack(saved.ToArray());
        string[] state = [.. entries.Keys.Where(name => !name.StartsWith("manifest", StringComparison.Ordinal))];
        Assert.NotEmpty(state);
        RandomStream random = RandomStream.For((ulong)stage, kind);
        int refused = 0;
        for (int round = 0; round < 100; round++)
        {
            string name = state[random.NextInt32(state.Length)];
            byte[] bundle = Pack(new(entries) { [name] = Change(entries[name], name, random) });
            try
            {
                FittedPipeline loaded = FittedPipeline.Load(new MemoryStream(bundle), new() { MaxBytes = 1 << 26 });
                if (loaded.Predictor is null) loaded.Transform(data);
                else loaded.Score(data);
                foreach (Report report in loaded.Reports) report.ToText();
            }
            catch (MlopsException)
            {
                refused++;
            }
        }

        Assert.NotEqual(0, refused);
    }

    [Theory]
    [MemberData(nameof(Stages))]
    public void Load_NullWithinAList_IsRefusedOrAnswers(int stage, string kind)
    {
        (FittedPipeline model, Dataset data) = Fitted(s_stages[stage]);
        using var saved = new MemoryStream();
        model.Save(saved);
        Dictionary<string, byte[]> entries = Unpack(saved.ToArray());
        foreach (string name in entries.Keys.Where(name => name.EndsWith("state.json", StringComparison.Ordinal)).ToArray())
        {
            // The first of every list, and of lists alike the first list.
            string[] items = [.. Descendants(JsonNode.Parse(entries[name])!).OfType<JsonArray>().Where(list => list.Count > 0).Select(list => $"{list.GetPath()}[0]").DistinctBy(path => string.Concat(path.Where(character => !char.IsAsciiDigit(character))))];
            foreach (string item in items)
            {
                JsonNode state = JsonNode.Parse(entries[name])!;
                Descendants(state).OfType<JsonArray>().Single(list => $"{list.GetPath()}[0]" == item)[0] = null;
                byte[] bundle = Pack(new(entries) { [name] = Encoding.UTF8.GetBytes(state.ToJsonString()) });
                try
                {
                    FittedPipeline loaded = FittedPipeline.Load(new MemoryStream(bundle));
                    if (loaded.Predictor is null) loaded.Transform(data);
                    else loaded.Score(data);
                    foreach (Report report in loaded.Reports) report.ToText();
                }
                catch (MlopsException refusal)
                {
                    Assert.False(refusal.InnerException is NullReferenceException, $"{kind} {item}: {refusal.InnerException}");
                }
            }
        }
    }

    [Fact]
    public void Load_StepsWithinTheModelOfAStep_AreRefused()
    {
        Dataset data = ContractData.Mixed(120);
        using MemoryStream saved = new();
        Pipeline.Empty.ImputeMissing(new() { Numeric = ImputeMethod.Chained(ChainModel.Linear, 1) }).Fit(data).Save(saved);
        Dictionary<string, byte[]> entries = Unpack(saved.ToArray());
        entries[entries.Keys.First(name => name.EndsWith("chain/000.mlops", StringComparison.Ordinal))] = saved.ToArray();

        byte[] bundle = Pack(entries);
        Assert.Contains("kind 'impute_missing', which is not known", Assert.Throws<BundleFormatException>(() => FittedPipeline.Load(new MemoryStream(bundle))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_EncoderWithoutOneOfItsProperties_IsRefusedOrAnswers()
    {
        (FittedPipeline model, Dataset data) = Fitted(new CategoryEncoder());
        using MemoryStream saved = new();
        model.Save(saved);
        Dictionary<string, byte[]> entries = Unpack(saved.ToArray());
        string name = entries.Keys.Single(entry => entry.EndsWith("state.json", StringComparison.Ordinal));
        int properties = Descendants(JsonNode.Parse(entries[name])!).OfType<JsonObject>().Sum(some => some.Count), refused = 0;
        for (int property = 0; property < properties; property++)
        {
            JsonNode state = JsonNode.Parse(entries[name])!;
            (JsonObject from, string left) = Descendants(state).OfType<JsonObject>().SelectMany(some => some.Select(pair => (some, pair.Key))).ElementAt(property);
            from.Remove(left);
            byte[] bundle = Pack(new(entries) { [name] = Encoding.UTF8.GetBytes(state.ToJsonString()) });
            try
            {
                FittedPipeline.Load(new MemoryStream(bundle)).Transform(data);
            }
            catch (MlopsException refusal)
            {
                Assert.IsNotType<NullReferenceException>(refusal.InnerException);
                refused++;
            }
        }

        Assert.NotEqual(0, refused);
    }

    private static (FittedPipeline Model, Dataset Data) Fitted(Stage stage)
    {
        Pipeline pipeline = stage is PostStep ? Pipeline.Empty.TrainBoosting(new() { TreeCount = 3 }).Add(stage) : Pipeline.Empty.Add(stage);
        foreach (Dataset data in (Dataset[])[ContractData.Mixed(120), ContractData.Mixed(120, withMissing: false), ContractData.Numeric(120), ContractData.Regression(120), ContractData.Counts(120)])
        {
            try
            {
                return (pipeline.Fit(data), data);
            }
            catch (MlopsException)
            {
            }
        }

        throw new InvalidOperationException($"{stage.Kind} accepts none of the tables.");
    }

    private static byte[] Change(byte[] bytes, string name, RandomStream random)
    {
        if (bytes.Length == 0 || random.NextInt32(8) == 0) return bytes[..random.NextInt32(bytes.Length + 1)];
        if (name.EndsWith(".json", StringComparison.Ordinal) && random.NextInt32(3) > 0 && JsonNode.Parse(bytes) is { } json)
        {
            JsonNode[] nodes = [.. Descendants(json).Where(node => node.Parent is not null)];
            if (nodes.Length > 0)
            {
                nodes[random.NextInt32(nodes.Length)].ReplaceWith(JsonNode.Parse(s_values[random.NextInt32(s_values.Length)]));
                return Encoding.UTF8.GetBytes(json.ToJsonString());
            }
        }

        byte[] changed = [.. bytes];
        for (int i = random.NextInt32(3); i >= 0; i--) changed[random.NextInt32(changed.Length)] = (byte)(random.NextInt32(2) == 0 ? 0xFF : random.NextInt32(256));
        return changed;
    }

    private static IEnumerable<JsonNode> Descendants(JsonNode node)
    {
        yield return node;
        IEnumerable<JsonNode?> children = node switch { JsonObject item => item.Select(pair => pair.Value), JsonArray items => items, _ => [] };
        foreach (JsonNode child in children.OfType<JsonNode>().SelectMany(Descendants)) yield return child;
    }

    private static Dictionary<string, byte[]> Unpack(byte[] bundle)
    {
        using var zip = new ZipArchive(new MemoryStream(bundle));
        return zip.Entries.ToDictionary(entry => entry.FullName, entry =>
        {
            using var content = new MemoryStream();
            using Stream source = entry.Open();
            source.CopyTo(content);
            return content.ToArray();
        });
    }

    private static byte[] Pack(Dictionary<string, byte[]> entries)
    {
        JsonNode manifest = JsonNode.Parse(entries["manifest.json"])!;
        foreach ((string name, JsonNode? entry) in manifest["entries"]!.AsObject())
        {
            entry!["length"] = entries[name].Length;
            entry["sha256"] = Convert.ToHexStringLower(SHA256.HashData(entries[name]));
        }

        entries["manifest.json"] = Encoding.UTF8.GetBytes(manifest.ToJsonString());
        entries["manifest.sha256"] = Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA256.HashData(entries["manifest.json"])));
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] content) in entries)
            {
                using Stream target = zip.CreateEntry(name, CompressionLevel.NoCompression).Open();
                target.Write(content);
            }
        }

        return stream.ToArray();
    }
}
