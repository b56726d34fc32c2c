using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace Mlops.Sdk;

/// <summary>The JSON of a <see cref="TreeEnsemble"/>: written by hand, for people and for tools, and read back to the same bits. Names are shown and not read.</summary>
internal static class TreeEnsembleJson
{
    private const string Kind = "tree_ensemble";

    public static string Write(TreeEnsemble model, IReadOnlyList<string>? featureNames)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer, new JsonWriterOptions { Indented = true, MaxDepth = 64 }))
        {
            ModelJsonForm.WriteHead(json, Kind);
            json.WriteNumber("features", model.FeatureCount);
            WriteNames(json, featureNames);
            json.WriteBoolean("average", model.Average);
            json.WriteBoolean("single_precision", model.SinglePrecision);
            json.WriteStartArray("bias");
            foreach (double bias in model.Bias)
                json.WriteNumberValue(bias);
            json.WriteEndArray();
            json.WriteStartArray("trees");
            foreach (DecisionTree tree in model.Trees)
                WriteTree(json, tree, featureNames);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static TreeEnsemble Read(string text) => ModelJsonForm.Read(text, Kind, "tree ensemble", json =>
    {
        json.Allow("kind", "version", "features", "feature_names", "average", "single_precision", "bias", "trees");
        ImmutableArray<double> bias = json.Property("bias").Numbers();
        if (bias.IsEmpty) throw json.Property("bias").Fault("there is no output");
        TreeEnsembleBuilder builder = new(json.Property("features").Integer(0), bias.Length)
        {
            Average = json.Property("average").Flag(),
            SinglePrecision = json.Property("single_precision").Flag(),
        };
        for (int output = 0; output < bias.Length; output++)
            builder.WithBias(bias[output], output);
        foreach (ModelJsonPart tree in json.Property("trees").Items())
            builder.Add(ReadTree(tree, builder));
        return builder.Build();
    });

    private static DecisionTree ReadTree(ModelJsonPart json, TreeEnsembleBuilder builder)
    {
        json.Allow("output", "weight", "nodes");
        int output = json.Property("output").Integer(0);
        double weight = json.Property("weight").Finite();
        ImmutableArray<TreeNode> nodes = [.. json.Property("nodes").Items(minimum: 1).Select(ReadNode)];
        if (TreeRules.FirstFault(nodes, weight, output) is string fault)
            throw json.Fault(fault);
        DecisionTree tree = new(nodes, weight, output);
        return builder.Fault(tree) is string misfit ? throw json.Fault(misfit) : tree;
    }

    private static TreeNode ReadNode(ModelJsonPart json, int index)
    {
        json.Property("node").Integer(index, index);
        double cover = json.Has("cover") ? json.Property("cover").Finite() : double.NaN;
        if (json.Has("value"))
        {
            json.Allow("node", "cover", "value");
            return TreeNode.Leaf(json.Property("value").Finite(), cover);
        }

        bool categories = json.Has("left_categories");
        json.Allow("node", "cover", "feature", "name", categories ? "left_categories" : "threshold", "left", "right", "missing");
        int feature = json.Property("feature").Integer(0), left = json.Property("left").Integer(0), right = json.Property("right").Integer(0);
        ModelJsonPart missing = json.Property("missing");
        bool missingLeft = missing.Is("left");
        if (!missingLeft) missing.Expect("right");
        return categories
            ? TreeNode.CategorySplit(feature, ReadCategories(json.Property("left_categories")), left, right, missingLeft, cover)
            : TreeNode.Split(feature, json.Property("threshold").Single(), left, right, missingLeft, cover);
    }

    private static CategorySet ReadCategories(ModelJsonPart json)
    {
        int previous = -1;
        return new CategorySet([.. json.Items().Select(item => previous = previous < int.MaxValue ? item.Integer(previous + 1) : throw item.Fault("no code can follow the greatest"))]);
    }

    private static void WriteNames(Utf8JsonWriter json, IReadOnlyList<string>? names)
    {
        if (names is null)
            return;
        json.WriteStartArray("feature_names");
        foreach (string name in names)
            json.WriteStringValue(name);
        json.WriteEndArray();
    }

    private static void WriteTree(Utf8JsonWriter json, DecisionTree tree, IReadOnlyList<string>? names)
    {
        json.WriteStartObject();
        json.WriteNumber("output", tree.Output);
        json.WriteNumber("weight", tree.Weight);
        json.WriteStartArray("nodes");
        for (int i = 0; i < tree.Nodes.Length; i++)
            WriteNode(json, i, tree.Nodes[i], names);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteNode(Utf8JsonWriter json, int index, TreeNode node, IReadOnlyList<string>? names)
    {
        json.WriteStartObject();
        json.WriteNumber("node", index);
        if (!double.IsNaN(node.Cover))
            json.WriteNumber("cover", node.Cover);
        if (node.IsLeaf)
        {
            json.WriteNumber("value", node.Value);
            json.WriteEndObject();
            return;
        }

        ModelJsonForm.WriteFeature(json, node.Feature, names);
        if (node.LeftCategories is CategorySet set)
        {
            json.WriteStartArray("left_categories");
            foreach (int code in set.Span)
                json.WriteNumberValue(code);
            json.WriteEndArray();
        }
        else if (float.IsFinite(node.Threshold))
        {
            json.WriteNumber("threshold", node.Threshold);
        }
        else
        {
            json.WriteString("threshold", node.Threshold > 0 ? "Infinity" : "-Infinity");
        }

        json.WriteNumber("left", node.Left);
        json.WriteNumber("right", node.Right);
        json.WriteString("missing", node.MissingGoesLeft ? "left" : "right");
        json.WriteEndObject();
    }
}
