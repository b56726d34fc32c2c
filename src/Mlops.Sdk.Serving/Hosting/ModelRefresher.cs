using Microsoft.Extensions.Hosting;

namespace Mlops.Sdk;

/// <summary>Loads every model when the host starts, so that a model that does not fit stops the start, and then looks for moved aliases.</summary>
internal sealed class ModelRefresher(IEnumerable<IFollowedModel> models, MlopsOptions options) : BackgroundService
{
    private readonly IFollowedModel[] _models = [.. models];

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (IFollowedModel model in _models) await model.RefreshAsync(cancellationToken).ConfigureAwait(false);
        await base.StartAsync(cancellationToken).ConfigureAwait(false);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.PollInterval, options.Time);
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
        {
            foreach (IFollowedModel model in _models) await model.RefreshAsync(stoppingToken).ConfigureAwait(false);
        }
    }
}
