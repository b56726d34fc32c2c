using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Mlops.Sdk;

/// <summary>The readable form of a <see cref="TreeEnsemble"/>: written by hand, for people and for tools; models are loaded from bytes.</summary>
internal static class TreeEnsembleJson
{
    public static string Write(TreeEnsemble model, IReadOnlyList<string>? featureNames)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer, new JsonWriterOptions { Indented = true, MaxDepth = 64 }))
        {
            json.WriteStartObject();
            json.WriteString("kind", "tree_ensemble");
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

        json.WriteNumber("feature", node.Feature);
        if (names is not null && node.Feature < names.Count)
            json.WriteString("name", names[node.Feature]);
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
