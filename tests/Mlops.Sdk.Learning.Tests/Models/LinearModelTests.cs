using CsCheck;

namespace Mlops.Sdk.Learning.Tests.Models;

public class LinearModelTests
{
    [Fact]
    public void Score_TwoOutputs_IsBiasPlusWeightedSum()
    {
        LinearModel model = new([1, 2, 3, -1, 0, 1], [10, 20]);
        double[] scores = new double[2];
        model.Score([1, 1, 2], scores);
        Assert.Equal([19, 21], scores);
        Assert.Equal(3, model.FeatureCount);
    }

    [Fact]
    public void FromBytes_OfToBytes_IsEqual()
    {
        LinearModel model = new([1.5, -2, 3, 4], [0.25, 1], singlePrecision: true);
        byte[] bytes = model.ToBytes();
        LinearModel back = LinearModel.FromBytes(bytes);
        Assert.Equal(model, back);
        Assert.Equal(bytes, back.ToBytes());
    }

    [Fact]
    public void FromBytes_DamagedBytes_FailWithAPlaceOrRead() =>
        Gen.Select(Gen.Int[0, 54], Gen.Byte, Gen.Bool).Sample((at, value, cut) =>
        {
            byte[] bytes = new LinearModel([1.5, -2, 3, 4], [0.25, 1]).ToBytes();
            if (!cut)
                bytes[at] = value;
            try
            {
                LinearModel.FromBytes(cut ? bytes.AsSpan(0, at) : bytes);
            }
            catch (InvalidDataException error)
            {
                Assert.Contains("at byte", error.Message, StringComparison.Ordinal);
            }
        }, iter: 2000);

    [Fact]
    public void Links_KnownScores_GiveKnownProbabilities()
    {
        double[] one = [0.5];
        LinkFunction.Logit(slope: 2, offset: 1).Apply(one);
        Assert.Equal(1 / (1 + Math.Exp(-2)), one[0], 15);

        double[] three = [1, 2, 3];
        LinkFunction.Softmax().Apply(three);
        Assert.Equal(Math.Exp(2) / (Math.Exp(1) + Math.Exp(2) + Math.Exp(3)), three[1], 15);

        double[] large = [1000, 999, -1000];
        LinkFunction.Softmax().Apply(large);
        Assert.Equal(1, large.Sum(), 12);
        Assert.Equal(1 / (1 + Math.Exp(-1)), large[0], 12);

        double[] ova = [0, 0, 0, 0];
        LinkFunction.OneVsAll().Apply(ova);
        Assert.All(ova, p => Assert.Equal(0.25, p, 15));
    }
}
