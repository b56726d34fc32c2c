using System.IO.Compression;
using System.Text;
using Microsoft.ML;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk.Learning.MlNet.Tests.Estimators;

/// <summary>Zips that mean harm, all made from a true one.</summary>
public class EstimatorZipTests
{
    private static readonly Dataset s_data = TestData.Make(TaskKind.Binary, 100);
    private static readonly Dictionary<string, byte[]> s_entries = Unpack(True());

    [Fact]
    public void Check_TrueZip_Passes() => EstimatorZip.Check(Pack(s_entries), new());

    [Theory]
    [InlineData("../out.key")]
    [InlineData("a/../../out.key")]
    [InlineData("/etc/out.key")]
    [InlineData("C:\\out.key")]
    [InlineData("..\\out.key")]
    [InlineData("TransformerChain//Model.key")]
    public void Check_EntryThatLeavesTheArchive_IsRefusedByName(string name) =>
        Assert.Contains(name, Refused(new(s_entries) { [name] = [1] }).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("CustomTransformer")]
    [InlineData("ExprTransform")]
    [InlineData("WordEmbeddingsTransform")]
    [InlineData("Acme.Payload")]
    public void Check_LoaderNotOnTheList_IsRefusedByName_UnlessAllowed(string loader)
    {
        foreach (int place in new[] { 0x50, 0x68 })
        {
            Dictionary<string, byte[]> changed = Change(header => Encoding.ASCII.GetBytes(loader.PadRight(24, '\0')).CopyTo(header, place));
            Assert.Contains($"'{loader}'", Refused(changed).Message, StringComparison.Ordinal);
            EstimatorZip.Check(Pack(changed), new() { AdditionalLoaders = [loader] });
        }
    }

    [Fact]
    public void Check_AssemblyNotOnTheList_IsRefusedByName()
    {
        Dictionary<string, byte[]> changed = Change(header =>
        {
            int place = header.AsSpan().IndexOf(Encoding.Unicode.GetBytes("Microsoft.ML."));
            Encoding.Unicode.GetBytes("Acme.Payload.").CopyTo(header, place);
        });
        Assert.Contains("'Acme.Payload.", Refused(changed).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_HeaderHiddenInAnotherEntry_IsFound()
    {
        byte[] header = s_entries.Values.First(IsHeader);
        byte[] hidden = (byte[])header.Clone();
        Encoding.ASCII.GetBytes("CustomTransformer".PadRight(24, '\0')).CopyTo(hidden, 0x50);
        Assert.Contains("CustomTransformer", Refused(new(s_entries) { ["notes.bin"] = [1, 2, 3, .. hidden] }).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_HeaderThatPointsOutsideOrEndsEarly_IsRefused()
    {
        Assert.Contains("outside", Refused(Change(header => BitConverter.GetBytes(long.MaxValue).CopyTo(header, 0x90))).Message, StringComparison.Ordinal);
        Assert.Contains("outside", Refused(Change(header => BitConverter.GetBytes(uint.MaxValue).CopyTo(header, 0x98))).Message, StringComparison.Ordinal);
        Assert.Contains("within a header", Refused(new(s_entries) { ["notes.bin"] = "ML\0MODEL"u8.ToArray() }).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_BombDuplicateRubbishOrNothing_IsRefused()
    {
        Assert.Contains("MaxBytes", Assert.Throws<BundleFormatException>(() => EstimatorZip.Check(Pack(new(s_entries) { ["zeros.bin"] = new byte[50_000_000] }), new() { MaxBytes = 1_000_000 })).Message, StringComparison.Ordinal);
        Assert.Contains("twice", Refused(new(s_entries) { [s_entries.Keys.First().ToUpperInvariant()] = [1] }).Message, StringComparison.Ordinal);
        Assert.Throws<BundleFormatException>(() => EstimatorZip.Check([1, 2, 3], new()));
        Assert.Contains("no model", Refused(new() { ["a.bin"] = [1] }).Message, StringComparison.Ordinal);
        byte[] whole = Pack(s_entries);
        Assert.Throws<BundleFormatException>(() => EstimatorZip.Check(whole[..(whole.Length / 2)], new()));
    }

    [Fact]
    public void Check_EveryByteOfAZipChanged_IsRefusedOrHarmless()
    {
        byte[] whole = Pack(s_entries);
        for (int i = 0; i < whole.Length; i += Math.Max(1, whole.Length / 400))
        {
            byte[] changed = (byte[])whole.Clone();
            changed[i] ^= 0xFF;
            try
            {
                EstimatorZip.Check(changed, new());
            }
            catch (BundleFormatException)
            {
            }
        }
    }

    [Fact]
    public void Check_ZeroWithinALoader_DoesNotHideWhatFollows() =>
        Assert.Contains("TransformerChain", Refused(Change(header => "TransformerChain\0X"u8.CopyTo(header.AsSpan(0x50)))).Message, StringComparison.Ordinal);

    [Fact]
    public void Load_BundleWithTrueHashesAndConsent_TakesTheTrueZipAlone()
    {
        Assert.Equal(100, Load(s_entries).Score(s_data, TestContext.Current.CancellationToken).RowCount);
        AssertRefused(Change(header => Encoding.ASCII.GetBytes("CustomTransformer".PadRight(24, '\0')).CopyTo(header, 0x50)), "'CustomTransformer'");
        AssertRefused(new(s_entries) { ["../out.key"] = [1] }, "../out.key");
        AssertRefused(Change(header => header[0x40] ^= 0xFF), "ML.NET cannot read");

        static void AssertRefused(Dictionary<string, byte[]> entries, string said) => Assert.Contains(said, Assert.Throws<BundleFormatException>(() => Load(entries)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("softmax", 1, TaskKind.Binary)]
    [InlineData("none", 1, TaskKind.Multiclass)]
    [InlineData("sigmoid", double.PositiveInfinity, TaskKind.Binary)]
    [InlineData("none of ours", 1, TaskKind.Regression)]
    public void ToLink_LinkThatIsNoneForTheTask_IsRefused(string link, double slope, TaskKind task) =>
        Assert.Contains($"'{link}'", Assert.Throws<BundleFormatException>(() => new EstimatorState(link, slope, 0, 1, []).ToLink(task)).Message, StringComparison.Ordinal);

    // The project itself saves the bundle, so its hashes are true whatever the zip holds.
    private static FittedPipeline Load(Dictionary<string, byte[]> entries)
    {
        CancellationToken never = TestContext.Current.CancellationToken;
        MlNetPredictor model = (MlNetPredictor)MlNetTrainers.FromEstimator(EstimatorTests.Chain("probability")).Fit(s_data, cancellationToken: never);
        MlNetPredictor changed = new(model.Label, model.Task, model.Classes, model.Inputs, model.Transformer, new EstimatorState(EstimatorState.None, 1, 0, 100, []), null, Pack(entries));
        using MemoryStream stream = new();
        Pipeline.Empty.Add(new Handover(changed)).Fit(s_data, cancellationToken: never).Save(stream);
        return FittedPipeline.Load(new MemoryStream(stream.ToArray()), new() { Kinds = StageKinds.CreateDefault().AllowMlNetModels() });
    }

    private sealed class Handover(Predictor model) : Trainer<EstimatorOptions>(null, OptionsJson.Default.EstimatorOptions)
    {
        public override string Kind => "handover";

        protected override Predictor FitCore(Dataset train, LabelData label, FitContext context) => model;
    }

    private static BundleFormatException Refused(Dictionary<string, byte[]> entries) => Assert.Throws<BundleFormatException>(() => EstimatorZip.Check(Pack(entries), new()));

    private static bool IsHeader(byte[] bytes) => bytes.AsSpan().StartsWith("ML\0MODEL"u8) && bytes.AsSpan().IndexOf(Encoding.Unicode.GetBytes("Microsoft.ML.")) > 0;

    private static Dictionary<string, byte[]> Change(Action<byte[]> change)
    {
        Dictionary<string, byte[]> entries = new(s_entries);
        string name = entries.First(entry => IsHeader(entry.Value)).Key;
        byte[] header = (byte[])entries[name].Clone();
        change(header);
        entries[name] = header;
        return entries;
    }

    private static byte[] True()
    {
        MLContext ml = new(1);
        TrainingInput input = Conversion.ConversionTests.Input(s_data);
        IDataView view = input.View();
        ITransformer model = ml.Transforms.NormalizeMeanVariance("Features").Append(ml.BinaryClassification.Trainers.FastTree(numberOfTrees: 2)).Fit(view);
        using MemoryStream stream = new();
        ml.Model.Save(model, view.Schema, stream);
        return stream.ToArray();
    }

    private static Dictionary<string, byte[]> Unpack(byte[] zip)
    {
        using ZipArchive archive = new(new MemoryStream(zip));
        return archive.Entries.ToDictionary(entry => entry.FullName, entry =>
        {
            using Stream source = entry.Open();
            using MemoryStream target = new();
            source.CopyTo(target);
            return target.ToArray();
        });
    }

    private static byte[] Pack(Dictionary<string, byte[]> entries)
    {
        using MemoryStream stream = new();
        using (ZipArchive archive = new(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] bytes) in entries)
            {
                using Stream target = archive.CreateEntry(name).Open();
                target.Write(bytes);
            }
        }

        return stream.ToArray();
    }
}
