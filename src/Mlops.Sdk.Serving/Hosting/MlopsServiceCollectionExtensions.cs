using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Mlops.Sdk;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the SDK to a host.</summary>
public static class MlopsServiceCollectionExtensions
{
    /// <summary>Adds a workspace and the service that follows its aliases; add the models to what is returned.</summary>
    /// <param name="services">The services of the host.</param>
    /// <param name="options">Where the models come from; null for the defaults.</param>
    public static MlopsBuilder AddMlops(this IServiceCollection services, MlopsOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        MlopsOptions chosen = options ?? new MlopsOptions();
        ArgumentException.ThrowIfNullOrWhiteSpace(chosen.Workspace, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(chosen.PollInterval, TimeSpan.Zero, nameof(options));
        services.TryAddSingleton(chosen);
        services.TryAddSingleton<WorkspaceSource>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, ModelRefresher>());
        return new MlopsBuilder(services);
    }
}
