using Mlops.Sdk.Extensibility;
using Evidence = Mlops.Sdk.Numerics.WeightOfEvidence;

namespace Mlops.Sdk;

internal sealed record EvidenceEncoding(double Added, int Folds) : LabelEncoding(Folds)
{
    public double Added { get; init; } = Valid.Above(Added, 0, nameof(Added));

    public override string? Problem(EncodingTarget target) => target.Label.Task == TaskKind.Binary ? null
        : $"The weight of evidence is of two classes and the label '{target.Label.Name}' is {(target.Label.Task == TaskKind.Regression ? "a number" : FormattableString.Invariant($"of {target.Label.Classes.Length} classes"))}. Take EncodingMethod.Target or EncodingMethod.JamesStein.";

    internal override ColumnCode Learn(LevelColumn column, EncodingTarget? target) => new LevelNumbersCode(
        column.Name, column.Type, [Evidence.Of(column.Codes.Span, column.Levels.Count, target!.Series[0], target.Weights, Added)])
    {
        Outputs = [column.Name],
        How = FormattableString.Invariant($"weight of evidence, information value {Evidence.InformationValue(column.Codes.Span, column.Levels.Count, target.Series[0], target.Weights, Added):0.###}"),
    };

    public override double[][] OutOfFold(LevelColumn column, EncodingTarget target, int[] folds) =>
        [Evidence.OutOfFold(column.Codes.Span, column.Levels.Count, target.Series[0], target.Weights, Added, folds, Folds)];
}
