using System.Runtime.InteropServices;
using System.Text.Json;
using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Preparation.Tests.Detection;

/// <summary>Writes trees of another library in the stored form of an isolation forest.</summary>
internal static class GivenTrees
{
    public static OutlierScorer Load(JsonElement[] trees, int columns, int sample)
    {
        int depth = (int)Math.Ceiling(Math.Log2(sample)), inner = (1 << depth) - 1, nodes = (2 << depth) - 1;
        double[] lengths = new double[trees.Length * nodes], cuts = new double[trees.Length * inner];
        int[] features = new int[cuts.Length];
        cuts.AsSpan().Fill(double.PositiveInfinity);
        for (int tree = 0; tree < trees.Length; tree++)
        {
            int[] feature = trees[tree].Integers("feature"), left = trees[tree].Integers("left"), right = trees[tree].Integers("right"), count = trees[tree].Integers("n");
            double[] threshold = trees[tree].Numbers("threshold");
            Put(0, 0, 0);

            void Put(int node, int place, int level)
            {
                bool leaf = left[node] < 0;
                lengths[(tree * nodes) + place] = level + PathLength.Of(count[node]);
                if (place >= inner) return;
                int own = (int)Math.Floor(Math.Log2(place + 1));
                if (!leaf) (features[(tree * inner) + place], cuts[(tree * inner) + place]) = (feature[node], threshold[node]);
                Put(leaf ? node : left[node], (2 * place) + 1, leaf ? level : own + 1);
                Put(leaf ? node : right[node], (2 * place) + 2, leaf ? level : own + 1);
            }
        }

        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write((byte)1);
        writer.Write(columns);
        writer.Write(trees.Length);
        writer.Write(sample);
        writer.Write(lengths.Length);
        writer.Write(MemoryMarshal.AsBytes<double>(lengths));
        writer.Write(features.Length);
        writer.Write(MemoryMarshal.AsBytes<int>(features));
        writer.Write(cuts.Length);
        writer.Write(MemoryMarshal.AsBytes<double>(cuts));
        stream.Position = 0;
        return OutlierScorer.ReadFrom(new BinaryReader(stream));
    }
}
