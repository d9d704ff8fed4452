# The consumer as a container: built with the SDK, run on a chiseled image (no shell, no package manager) as its
# non-root user. Build from the repository's root: docker build -t attempts-consumer .
ARG DOTNET_VERSION=10.0

FROM mcr.microsoft.com/dotnet/sdk:${DOTNET_VERSION} AS build
WORKDIR /src

# What decides the restore comes first, so that its layer is kept while only code changes.
COPY global.json Directory.Build.props Directory.Packages.props BannedSymbols.txt .editorconfig ./
COPY schemas/*.csproj schemas/packages.lock.json schemas/
COPY google/*.csproj google/packages.lock.json google/
COPY consumer/*.csproj consumer/packages.lock.json consumer/
RUN dotnet restore consumer --locked-mode

COPY schemas/ schemas/
COPY google/ google/
COPY consumer/ consumer/
COPY docs/runbook.md docs/
RUN dotnet publish consumer --no-restore --configuration Release --output /app

FROM mcr.microsoft.com/dotnet/aspnet:${DOTNET_VERSION}-noble-chiseled
WORKDIR /app
COPY --from=build /app .

# The service listens on PORT, which Cloud Run sets; the image's own default would only add a warning.
ENV ASPNETCORE_HTTP_PORTS= \
    DOTNET_gcServer=0 \
    DOTNET_TieredPGO=1 \
    PORT=8080
EXPOSE 8080
USER $APP_UID
ENTRYPOINT ["dotnet", "NextCode.Attempts.Consumer.dll"]
