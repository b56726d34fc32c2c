using System.Text.Json;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Logs what a fit does to a run: options as parameters, sizes and times as metrics, reports with their findings. Returns at once and never throws, so that a failing store fails the run and not the fit.</summary>
internal sealed class RunObserver(Run run) : IRunObserver
{
    public void StageStarted(StageStarted stage)
    {
        run.Observe(new ParamSet(run.Id, Join(stage.Path, "kind"), stage.Kind));
        foreach ((string name, string value) in Flatten(stage.OptionsJson)) run.Observe(new ParamSet(run.Id, Join(stage.Path, name), value));
        run.Observe(Join(stage.Path, "rows_in"), stage.Rows, null);
        run.Observe(Join(stage.Path, "columns_in"), stage.Columns, null);
    }

    public void StageCompleted(StageCompleted stage)
    {
        run.Observe(Join(stage.Path, "seconds"), stage.Elapsed.TotalSeconds, null);
        if (stage.Error is not null)
        {
            run.Observe(new TagSet(run.Id, Join(stage.Path, "error"), $"{stage.Error.GetType().Name}: {stage.Error.Message}"));
            return;
        }

        run.Observe(Join(stage.Path, "rows_out"), stage.Rows, null);
        run.Observe(Join(stage.Path, "columns_out"), stage.Columns, null);
        if (stage.Report is not null) run.Observe(new ReportQueued(run.Id, stage.Path.Length == 0 ? stage.Kind : stage.Path, stage.Report));
    }

    public void PipelineFitted(PipelineFitted fit) => run.Observe(new FitQueued(run.Id, run.NextFit(), fit));

    public void MetricLogged(string stage, string name, double value, long step) => run.Observe(Join(stage, name), value, step);

    /// <summary>What a run calls a name of a stage.</summary>
    public static string Join(string path, string name) => path.Length == 0 ? name : $"{path}/{name}";

    private static IEnumerable<(string Name, string Value)> Flatten(string json)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(json);
        }
        catch (JsonException)
        {
            return [("options", json)];
        }

        using (document)
        {
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? [.. document.RootElement.EnumerateObject().Select(property => (property.Name, Text(property.Value)))]
                : [("options", json)];
        }
    }

    private static string Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
}
