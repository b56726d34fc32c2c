using System.Text.Json.Nodes;

namespace Mlops.Sdk.Evaluation;

/// <summary>Where a model of any table does worst: boosting on the training part, slices of the test part; segments by the columns of --segments.</summary>
internal static class SlicesVerb
{
    public static JsonResult Run(Arguments arguments, CancellationToken cancellationToken)
    {
        (Dataset train, Dataset test) = Table.ReadParts(arguments, cancellationToken);
        RunContext context = new() { Seed = arguments.Seed };
        FittedPipeline model = Pipeline.Empty.EncodeCategories().TrainBoosting(new() { TreeCount = 100 }).Fit(train, context, cancellationToken);
        Predictions said = model.Score(test, cancellationToken);
        SliceReport slices = said.FindWorstSlices(test, context: context, cancellationToken: cancellationToken);
        Console.WriteLine(slices);
        var result = new JsonResult();
        result.Set("rows", slices.RowCount);
        result.Set("tried", slices.TriedCount);
        result.Set("slices", new JsonArray([.. slices.Slices.Select(slice => new JsonObject { ["condition"] = slice.Condition, ["rows"] = slice.RowCount, ["loss"] = slice.Loss, ["loss_elsewhere"] = slice.LossElsewhere, ["p_adjusted"] = slice.AdjustedPValue })]));
        if (arguments.List("segments") is { Length: > 0 } columns)
        {
            EvaluationReport evaluation = said.Evaluate(test, new() { Segments = [.. columns] }, context, cancellationToken);
            foreach (SegmentResult segment in evaluation.Segments) Console.WriteLine($"{segment.Segment}: {segment.RowCount} rows, {segment.Values[0]}{(segment.IsWorse ? ", worse" : "")}");
            result.Set("segments", new JsonArray([.. evaluation.Segments.Select(segment => new JsonObject { ["segment"] = segment.Segment, ["rows"] = segment.RowCount, ["value"] = segment.Values[0].Value, ["is_worse"] = segment.IsWorse })]));
            if (arguments.Text("html") is { } path) evaluation.SaveHtml(path);
        }

        return result;
    }
}
